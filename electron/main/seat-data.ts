import { randomBytes, randomInt } from 'node:crypto'
import { errorFacts } from '../../shared/lib/error-facts'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import type { Mode } from '../../shared/settings/settings'
import { createSeatAccess } from './access'
import type { SeatAccess } from './access'
import { createTicketCounter } from './counter-file'
import type { TicketCounter } from './counter-file'
import type { DataPaths } from './data-paths'
import { createJournal } from './journal/journal'
import type { Journal } from './journal/journal'
import { journalFolder } from './journal/journal-files'
import type { Log } from './log'
import { drawSeatCode, practiceSeatCode } from './seat-code'
import type { SettingsStore } from './settings-store'
import type { StartProblems } from './start-problems'
import { createSipPassword } from './sip-password'
import type { SipPassword } from './sip-password'
import { systemKeychain } from './system-keychain'
import { systemClock } from './system-time'
import { openVaultFile, setUpVault } from './vault'

/** What a seat knows and keeps, before any window is open. */
export interface SeatData {
  /** Of this run; the settings may name another one for the next. */
  readonly mode: Mode | null
  readonly settings: SettingsStore
  readonly access: SeatAccess
  readonly sipPassword: SipPassword
  /** Null while no mode is chosen. */
  readonly counter: TicketCounter | null
  /** Null while no mode is chosen. */
  readonly journal: Journal | null
  readonly seatCode: string | null
  readonly problems: StartProblems
}

export async function openSeatData(ports: {
  readonly mode: Mode | null
  readonly settings: SettingsStore
  readonly paths: DataPaths
  readonly problems: StartProblems
  readonly log: Log
}): Promise<SeatData> {
  const { mode, settings, paths, problems, log } = ports
  return {
    mode,
    settings,
    access: await openAccess(mode, paths, problems, log),
    sipPassword: createSipPassword(paths.sipPassword, systemKeychain),
    counter: mode === null ? null : createTicketCounter(paths.ofMode(mode).counters),
    journal: mode === null ? null : openJournal(paths.ofMode(mode).journal, log),
    seatCode: seatCodeOf(mode, settings, log),
    problems,
  }
}

/** The work of some hours; everything that is settled goes with its file. */
const segmentBytes = 1024 * 1024

function openJournal(folder: string, log: Log): Journal {
  return createJournal({ files: journalFolder(folder), segmentBytes, onError: (error) => log.error('journal-not-written', { ...errorFacts(error) }) })
}

async function openAccess(mode: Mode | null, paths: DataPaths, problems: StartProblems, log: Log): Promise<SeatAccess> {
  const file = mode === null ? null : paths.ofMode(mode).password
  const kept =
    file === null
      ? null
      : await openVaultFile(file).catch((error: unknown) => {
          log.error('password-file-unreadable', { ...errorFacts(error) })
          problems.add({ code: 'password-file-unreadable' })
          // SECURITY: a damaged vault locks the seat; it must not make room for a new password.
          return 'unreadable' as const
        })
  const newId = createUuidV7(systemClock, randomBytes)
  return createSeatAccess(
    mode,
    {
      kept,
      keep(agent, password) {
        if (file === null) throw new Error('no mode, no password')
        return setUpVault(file, agent, password)
      },
    },
    { clock: systemClock, newId },
  )
}

function seatCodeOf(mode: Mode | null, settings: SettingsStore, log: Log): string | null {
  if (mode === null) return null
  if (mode === 'practice') return practiceSeatCode
  const known = settings.current().seatCode
  if (known !== null) return known
  const seatCode = drawSeatCode(randomInt)
  try {
    settings.change({ seatCode })
  } catch (error) {
    // The next start draws another code; numbers made with this one stay unique all the same.
    log.error('seat-code-not-kept', { error })
  }
  return seatCode
}
