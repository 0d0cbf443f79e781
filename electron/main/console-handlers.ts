import type { Handlers } from '../../shared/ipc/main-side'
import type { RefusedCertificate } from '../../shared/ipc/refused-certificate'
import type { ApplicationMenu, DeskConnection, LockNews, RingCard, SipAccount, SipAccountChange, StartInfo, WallKind } from '../../shared/ipc/values'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import { isSameSipAccount } from '../../shared/settings/settings'
import type { Mode } from '../../shared/settings/settings'
import type { SeatAccess } from './access'
import { backupHandlers } from './backup-handlers'
import type { Closing } from './closing'
import type { TicketCounter } from './counter-file'
import { areAuthorities } from './judge-certificate'
import type { SaveDiagnostics } from './diagnostics'
import type { SaveTable } from './save-table'
import type { TableFile } from './table-file'
import type { Journal } from './journal/journal'
import type { Log } from './log'
import type { SeatBackup } from './seat-backup'
import type { NoDesk } from './seat-desk'
import type { SeatLock } from './seat-lock'
import type { SettingsStore } from './settings-store'
import type { LineAccount } from './shared-desk/desk-account'
import type { LockedFloorWatch } from './shared-desk/locked-floor'
import type { LeaveLockedHandlers } from './shared-desk/leave-locked'
import type { ParcelHandlers } from './shared-desk/parcel-handlers'
import type { SharedDeskHandlers } from './shared-desk/shared-desk-handlers'
import type { SipPassword } from './sip-password'
import type { StartProblems } from './start-problems'
import type { UnsentTransfer } from './unsent-transfer'

export interface ConsoleHandlerPorts {
  readonly startInfo: () => StartInfo
  readonly problems: Pick<StartProblems, 'dismiss'>
  readonly access: SeatAccess
  readonly closing: Closing
  readonly settings: SettingsStore
  readonly sipPassword: SipPassword
  /** Null while no mode is chosen. */
  readonly counter: Pick<TicketCounter, 'next'> | null
  /** Null while no mode is chosen. */
  readonly journal: Journal | null
  seatCode(): string | null
  /** Typed here, or given by a shared desk. */
  account(): LineAccount | 'none' | 'unusable'
  readonly isAccountFromDesk: boolean
  readonly sharedDesk: SharedDeskHandlers & ParcelHandlers & LeaveLockedHandlers
  /** Null where there is nothing to back up. */
  readonly backup: SeatBackup | null
  readonly log: Log
  readonly saveDiagnostics: SaveDiagnostics
  readonly saveTable: SaveTable
  readonly tableFile: TableFile
  readonly unsentTransfer: UnsentTransfer
  deskConnection(): Result<DeskConnection, NoDesk>
  /** Null wherever a desk holds real work. */
  readonly pullPracticeDesk: ((isPulled: boolean) => Promise<void>) | null
  readonly seatLock: Pick<SeatLock, 'lock' | 'consoleIsReady'>
  /** Null where no desk tells a locked seat anything. */
  readonly lockedFloor: Pick<LockedFloorWatch, 'alarm' | 'wishes' | 'report' | 'answer'> | null
  /** Somebody has signed in or out. */
  accessChanged(): void
  sipAccountChanged(): void
  refusedCertificate(): RefusedCertificate | null
  listens(): void
  openWall(view: WallKind): void
  showRing(card: RingCard): void
  hideRing(): void
  drawAttention(maskedNumber: string | null): void
  drawHelp(seat: string | null): void
  busyChanged(): void
  showMenu(menu: ApplicationMenu): void
  reloadConsole(): void
  restartIn(mode: Mode): void
  quit(): void
}

/** What the console can ask for. Each handler says in a line what it means; the work is done behind the ports. */
export function consoleHandlers(ports: ConsoleHandlerPorts): Handlers<'console'> {
  const { access, closing, settings, log } = ports
  const isBusy = () => closing.busy !== null

  return {
    ...seatHandlers(ports),
    ...accountHandlers(ports, isBusy),
    ...transferHandlers(ports),
    ...backupHandlers(ports),
    ...ports.sharedDesk,
    startInfo: () => ok(ports.startInfo()),
    dismissProblem: (problem) => done(() => ports.problems.dismiss(problem)),
    announceListening: () => done(() => ports.listens()),
    settings: () => ok(settings.current()),
    changeSettings: (change) => kept(log, () => settings.change(withoutUndefined(change))),
    async pullPracticeDesk({ isPulled }) {
      if (ports.pullPracticeDesk === null) return err({ code: 'not-in-this-mode' })
      await ports.pullPracticeDesk(isPulled)
      return ok(undefined)
    },
    setBusy: ({ reason }) =>
      done(() => {
        closing.setBusy(reason)
        ports.busyChanged()
      }),
    openWall: ({ view }) => (access.state().state === 'signed-in' ? done(() => ports.openWall(view)) : err({ code: 'not-signed-in' })),
    showRing: (card) => done(() => ports.showRing(card)),
    hideRing: () => done(() => ports.hideRing()),
    setAttention: (attention) => done(() => ports.drawAttention(attention.kind === 'ring' ? attention.maskedNumber : null)),
    setHelpAttention: ({ seat }) => done(() => ports.drawHelp(seat)),
    showMenu: (menu) => done(() => ports.showMenu(menu)),
    saveDiagnostics: (found) => ports.saveDiagnostics(found),
    reportProblem: ({ code, facts }) => done(() => log.error(code, { role: 'console', ...facts })),
    quit: () => (isBusy() ? err({ code: 'busy' }) : done(() => ports.quit())),
    chooseMode: ({ mode }) => (isBusy() ? err({ code: 'busy' }) : done(() => ports.restartIn(mode))),
    lock: () => ports.seatLock.lock('agent'),
    readyToLock: (answer) => done(() => ports.seatLock.consoleIsReady(answer)),
    lockNews: async () => ok(await lockNews(ports)),
    lockAlarm: () => ok(ports.lockedFloor?.alarm() ?? { kind: 'quiet' as const }),
    lockWishes: () => ok(ports.lockedFloor?.wishes() ?? { orders: [], messages: 0 }),
    tellLockedSeat: (seat) => done(() => ports.lockedFloor?.report(seat)),
    async answerOrder({ signalId, done: isDone, why }) {
      await ports.lockedFloor?.answer(signalId, isDone, why)
      return ok(undefined)
    },
    signOut() {
      if (isBusy()) return err({ code: 'busy' })
      const result = access.signOut()
      if (!result.ok) return result
      ports.accessChanged()
      return done(() => ports.reloadConsole())
    },
  }
}

type SeatCall = 'setPassword' | 'signIn' | 'changePassword' | 'storageKeys' | 'allIsSealed' | 'deskConnection' | 'nextTicketCounter' | 'readJournal' | 'writeJournal'

/** Everything that depends on who sits here. */
function seatHandlers(ports: ConsoleHandlerPorts): Pick<Handlers<'console'>, SeatCall> {
  const { access, counter, journal, log } = ports
  /** Beside the sign-in, which does not wait for it. */
  const keepBackupKey = (password: string) => {
    ports.backup?.passwordGiven(password).catch((error: unknown) => log.error('backup-key-not-made', { error }))
  }
  const openedJournal = () => (access.state().state === 'signed-in' ? journal : null)

  return {
    async setPassword(request) {
      const result = await access.setPassword(request)
      if (!result.ok) return result
      keepBackupKey(request.password)
      ports.accessChanged()
      return ok({ agent: result.value })
    },
    async signIn({ password }) {
      const result = await access.signIn(password)
      if (!result.ok) return result
      keepBackupKey(password)
      ports.accessChanged()
      return ok({ agent: result.value })
    },
    async changePassword({ current, next }) {
      try {
        const result = await access.changePassword(current, next)
        if (result.ok) keepBackupKey(next)
        return result
      } catch (error) {
        log.error('password-not-changed', { error })
        return err({ code: 'not-saved' })
      }
    },
    storageKeys() {
      const keys = access.storageKeys()
      return keys === null ? err({ code: 'not-signed-in' }) : ok(keys)
    },
    async allIsSealed() {
      try {
        return await access.allIsSealed()
      } catch (error) {
        log.error('sealing-not-kept', { error })
        return err({ code: 'not-saved' })
      }
    },
    deskConnection: () => (access.state().state === 'signed-in' ? ports.deskConnection() : err({ code: 'not-signed-in' })),
    async nextTicketCounter({ date }) {
      const seatCode = ports.seatCode()
      if (access.state().state !== 'signed-in' || counter === null || seatCode === null) {
        return err({ code: 'not-signed-in' })
      }
      try {
        return ok({ seatCode, counter: await counter.next(seatCode, date) })
      } catch (error) {
        log.error('ticket-counter-not-durable', { error })
        return err({ code: 'not-durable' })
      }
    },
    readJournal: async () => (await openedJournal()?.read()) ?? err({ code: 'not-signed-in' }),
    writeJournal: async ({ records }) => (await openedJournal()?.append(records)) ?? err({ code: 'not-signed-in' }),
  }
}

/** What leaves this PC as a file, or comes as one: only for whoever has signed in. */
function transferHandlers({ access, unsentTransfer, saveTable, tableFile }: ConsoleHandlerPorts): UnsentTransfer & Omit<TableFile, 'drop'> & { readonly saveTable: SaveTable } {
  const isSignedIn = () => access.state().state === 'signed-in'
  return {
    exportUnsent: async (request) => (isSignedIn() ? unsentTransfer.exportUnsent(request) : err({ code: 'not-signed-in' })),
    chooseUnsentFile: async () => (isSignedIn() ? unsentTransfer.chooseUnsentFile() : err({ code: 'not-signed-in' })),
    openUnsentFile: async (request) => (isSignedIn() ? unsentTransfer.openUnsentFile(request) : err({ code: 'not-signed-in' })),
    saveTable: async (request) => (isSignedIn() ? saveTable(request) : err({ code: 'not-signed-in' })),
    beginTable: async (request) => (isSignedIn() ? tableFile.beginTable(request) : err({ code: 'not-signed-in' })),
    addToTable: async (request) => (isSignedIn() ? tableFile.addToTable(request) : err({ code: 'not-signed-in' })),
    endTable: async (request) => (isSignedIn() ? tableFile.endTable(request) : err({ code: 'not-signed-in' })),
  }
}

/**
 * The SIP account, which only whoever has signed in may see or change.
 *
 * SECURITY: whoever can name another server must not get the kept password sent there, so a new server, user or domain
 * comes with its password; that is in place before the phone hears of the new account. An account that is taken away takes
 * its password with it.
 */
function accountHandlers(
  ports: ConsoleHandlerPorts,
  isBusy: () => boolean,
): Pick<Handlers<'console'>, 'sipAccount' | 'setSipAccount' | 'refusedCertificate'> {
  const { access, settings, sipPassword, log } = ports
  const isSignedIn = () => access.state().state === 'signed-in'

  /** Of an account from the desk only what its server's certificate is measured by belongs to this seat. */
  function setTrust({ trust, ...account }: Omit<SipAccountChange, 'password'>, password: string | null): ReturnType<Handlers<'console'>['setSipAccount']> {
    const { trust: _, password: __, source: ___, canKeepPassword: ____, ...given } = sipAccount(ports)
    if (password !== null || JSON.stringify(account) !== JSON.stringify(given)) return err({ code: 'from-desk' })
    const saved = kept(log, () => settings.change({ sip: { ...settings.current().sip, trust } }))
    if (!saved.ok) return saved
    ports.sipAccountChanged()
    return ok(sipAccount(ports))
  }

  return {
    sipAccount: () => (isSignedIn() ? ok(sipAccount(ports)) : err({ code: 'not-signed-in' })),
    refusedCertificate: () => ok(isSignedIn() ? ports.refusedCertificate() : null),
    async setSipAccount({ password, ...account }) {
      if (!isSignedIn()) return err({ code: 'not-signed-in' })
      if (isBusy()) return err({ code: 'busy' })
      if (account.trust.authorities !== '' && !areAuthorities(account.trust.authorities)) return err({ code: 'authority-unreadable' })
      if (ports.isAccountFromDesk) return setTrust(account, password)
      const { sip: before } = settings.current()
      const keptBefore = sipPassword.current()
      const isOther = !isSameSipAccount(before, account)
      const isTakenAway = account.serverUrl === '' || account.user === ''
      if (password === null && keptBefore !== null && isOther && !isTakenAway) return err({ code: 'password-needed' })
      const next = password ?? (isOther ? '' : null)
      try {
        if (next !== null) await sipPassword.set(next)
      } catch (error) {
        log.error('sip-password-not-saved', { error })
        return err({ code: 'not-saved' })
      }
      const saved = kept(log, () => settings.change({ sip: account }))
      if (!saved.ok) {
        if (next !== null) await sipPassword.set(keptBefore ?? '').catch(() => undefined)
        return saved
      }
      ports.sipAccountChanged()
      return ok(sipAccount(ports))
    },
  }
}

async function lockNews({ journal, deskConnection }: ConsoleHandlerPorts): Promise<LockNews> {
  const counted = await journal?.count()
  const desk = deskConnection()
  return { unsent: counted?.ok ? counted.value : null, desk: desk.ok ? 'ready' : desk.error.code }
}

function sipAccount({ settings, sipPassword, account, isAccountFromDesk }: ConsoleHandlerPorts): SipAccount {
  if (!isAccountFromDesk) return { ...settings.current().sip, source: 'seat', password: sipPassword.state(), canKeepPassword: sipPassword.canKeep }
  const given = account()
  const { trust } = settings.current().sip
  if (typeof given === 'string') return { ...noAccount, trust, source: 'desk', password: 'missing', canKeepPassword: false }
  return { ...given.sip, source: 'desk', password: 'this-run-only', canKeepPassword: false }
}

const noAccount = { serverUrl: '', standbyUrls: [], user: '', domain: '', iceServers: [] }

function done(act: () => void): Result<undefined, never> {
  act()
  return ok(undefined)
}

function kept<T>(log: Log, write: () => T): Result<T, { code: 'not-saved' }> {
  try {
    return ok(write())
  } catch (error) {
    log.error('settings-not-saved', { error })
    return err({ code: 'not-saved' })
  }
}

/** A section that is not mentioned stays; one that is mentioned as undefined is not mentioned. */
function withoutUndefined<T extends object>(change: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const mentioned = Object.entries(change).filter(([, value]) => value !== undefined)
  return Object.fromEntries(mentioned) as { [Key in keyof T]: Exclude<T[Key], undefined> }
}
