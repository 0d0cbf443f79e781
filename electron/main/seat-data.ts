import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import path from 'node:path'
import { safeStorage } from 'electron'
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
import { countBehindDesk } from './shared-desk/count-behind-desk'
import { accountFromDesk } from './shared-desk/desk-account'
import type { LineAccount } from './shared-desk/desk-account'
import type { AskDesk } from './shared-desk/desk-request'
import { createDeskSessions } from './shared-desk/desk-sessions'
import type { DeskSessions } from './shared-desk/desk-sessions'
import { createNetDeskRequest } from './shared-desk/net-desk-request'
import { openPeopleFiles, storeFolder } from './shared-desk/people-files'
import { createParcelFiles } from './shared-desk/parcel-files'
import type { ParcelPorts } from './shared-desk/parcel-handlers'
import { createPersonalJournal } from './shared-desk/personal-journal'
import { createSharedAccess } from './shared-desk/shared-access'
import type { SharedAccess } from './shared-desk/shared-access'
import { createSipPassword } from './sip-password'
import type { SipPassword } from './sip-password'
import { createSystemKeychain } from './system-keychain'
import { systemClock } from './system-time'
import { openVaultFile, setUpVault } from './vault'

/** What a seat knows and keeps, before any window is open. */
export interface SeatData {
  /** Of this run; the settings may name another one for the next. */
  readonly mode: Mode | null
  readonly settings: SettingsStore
  readonly access: SeatAccess
  /** The same as `access` at a seat of a shared desk; null in every other mode. */
  readonly shared: SharedAccess | null
  readonly deskSessions: DeskSessions
  readonly askDesk: AskDesk
  /** Unsent work sealed to the desk; null where there is no desk to seal it to. */
  readonly parcels: ParcelPorts | null
  /** What the line is opened with, typed here or given by the desk. */
  account(): LineAccount | 'none' | 'unusable'
  readonly sipPassword: SipPassword
  /** Null while no mode is chosen. */
  readonly counter: Pick<TicketCounter, 'next'> | null
  /** Null while no mode is chosen. */
  readonly journal: Journal | null
  /** Null while no mode is chosen, and until a shared desk has given a seat. */
  seatCode(): string | null
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
  const askDesk = createNetDeskRequest(systemClock)
  const deskSessions = createDeskSessions(askDesk)
  const sipPassword = createSipPassword(paths.sipPassword, createSystemKeychain(safeStorage, process.platform))
  const counter = mode === null ? null : createTicketCounter(paths.ofMode(mode).counters)
  counter?.prepare().catch((error: unknown) => log.error('no-spare-numbers', { ...errorFacts(error) }))
  const base = { mode, settings, askDesk, deskSessions, sipPassword, problems, counter }
  if (mode === 'desk-shared') {
    const opened = await openShared(ports, deskSessions)
    return { ...base, ...opened, counter: counter && countBehindDesk(counter, () => opened.shared.kept()?.session.numbered) }
  }
  const seatCode = seatCodeOf(mode, settings, log)
  return {
    ...base,
    shared: null,
    parcels: null,
    access: await openAccess(mode, paths, problems, log),
    journal: mode === null ? null : openJournal(paths.ofMode(mode).journal, log),
    seatCode: () => seatCode,
    account: () => ({ sip: settings.current().sip, password: sipPassword.current() }),
  }
}

/** What depends on a shared desk, and on who has signed in there. */
async function openShared(
  { settings, paths, log }: Parameters<typeof openSeatData>[0],
  sessions: DeskSessions,
): Promise<Pick<SeatData, 'access' | 'parcels' | 'journal' | 'seatCode' | 'account'> & { readonly shared: SharedAccess }> {
  const { folder } = paths.ofMode('desk-shared')
  const installation = installationOf(settings, log)
  const people = await openPeopleFiles(folder)
  const desk = () => settings.current().sharedDesk
  const shared = createSharedAccess({
    clock: systemClock,
    newStore: randomUUID,
    people,
    sessions,
    desk,
    installation: () => installation,
    onError: (code, error) => log.error(code, { ...errorFacts(error) }),
  })
  return {
    access: shared,
    shared,
    parcels: { files: createParcelFiles(folder), people, access: shared, sessions, log, desk },
    journal: createPersonalJournal(shared.store, (store) => openJournal(path.join(storeFolder(folder, store), 'journal'), log)),
    seatCode: () => shared.kept()?.session.seat.code ?? null,
    account: () => accountFromDesk(shared.kept()?.session.sip ?? null, settings.current().sip.trust),
  }
}

function installationOf(settings: SettingsStore, log: Log): string {
  const known = settings.current().installation
  if (known !== null) return known
  const installation = randomUUID()
  try {
    settings.change({ installation })
  } catch (error) {
    // The next start is another installation to the desk, which gives it a seat of its own.
    log.error('installation-not-kept', { error })
  }
  return installation
}

/** The work of some hours; everything that is settled goes with its file. */
const segmentBytes = 1024 * 1024

function openJournal(folder: string, log: Log): Journal {
  return createJournal({ files: journalFolder(folder), segmentBytes, onError: (error) => log.error('journal-not-written', { ...errorFacts(error) }) })
}

type OwnMode = Exclude<Mode, 'desk-shared'>

async function openAccess(mode: OwnMode | null, paths: DataPaths, problems: StartProblems, log: Log): Promise<SeatAccess> {
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

function seatCodeOf(mode: OwnMode | null, settings: SettingsStore, log: Log): string | null {
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
