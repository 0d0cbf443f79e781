import { createContext, useContext } from 'react'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import type { DutyContact } from '../../../shared/help/duty-list'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import type { Clock } from '../../../shared/lib/clock'
import type { LocalFigure } from '../../../shared/knowledge/knowledge-base'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Settings } from '../../../shared/settings/settings'
import type { StoreApi } from 'zustand/vanilla'
import type { RemoteLine } from '../phone/remote-line'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import type { Agreement, PbxView } from '../../../shared/queue/state-agreement'
import type { BreakDesk } from './break-desk'
import type { CallerKeys } from './caller-keys'
import type { CallList } from './call-list'
import type { Catalogue } from './catalogue'
import type { Commands } from './commands'
import type { AdministrationPort } from '../features/administration/administration-port'
import type { DeskSessionStore } from './desk-session'
import type { DeskStatusStore } from './desk-status-store'
import type { DraftActions } from './draft-actions'
import type { DrillDesk } from './drill-desk'
import type { Faults } from './faults'
import type { SeatFloor } from './follow-floor'
import type { PracticeFloor } from './practice-floor'
import type { FindTickets } from './find-tickets'
import type { FreshNumber } from './fresh-number'
import type { Notices } from './notices'
import type { LineCertificateStore } from './line-certificate'
import type { LinePassword } from './line-password'
import type { RaisedHandDesk } from './raised-hand'
import type { RedHelpDesk } from './red-help-desk'
import type { PlaceFields } from '../../../shared/tickets/dispatch/work-place'
import type { RestAfterRed } from './rest-after-red'
import type { Reveals } from './reveals'
import type { ManualCalls } from './manual-calls'
import type { ApprovalDesk } from './approval-desk'
import type { OrderExport } from './order-export'
import type { HeardRecordings } from './heard-recordings'
import type { SetAsideDesk } from './set-aside-desk'
import type { SaveTable } from './save-table'
import type { SeatRules } from './seat-rules'
import type { ShiftDesk } from './shift-desk'
import type { ShiftCheckStore } from './shift-check-store'
import type { StageHandle } from './stage-handle'
import type { StorageHealthStore } from './storage-health'
import type { TodayLog } from './today-store'
import type { UnsentTransfer } from './unsent-transfer'
import type { ViewStore } from './view-store'

/** How console, PBX and desk agree about this seat; null before the first look. `pbx`: what the PBX said then; null for nobody's word. */
export interface SeatAgreement {
  readonly agreement: Agreement | null
  readonly pbx: PbxView | null
}

/** Everything that the screens are given once somebody is signed in. */
export interface Services {
  readonly lingxi: PageApi<'console'>
  readonly start: StartInfo
  readonly agent: Agent
  readonly isPractice: boolean
  /** False for whoever only keeps a shared desk: no orders are copied for them. */
  readonly worksOnOrders: boolean
  /** False for whoever talks with no caller: no queue waits for them, and they are in no state of an agent. */
  readonly isAtPhone: boolean
  readonly clock: Clock
  readonly line: RemoteLine
  readonly seat: Seat
  readonly keeper: DraftKeeper
  readonly drafts: DraftActions
  readonly outbox: Outbox
  readonly cache: CallerCache
  readonly findTickets: FindTickets
  readonly today: TodayLog
  readonly callList: CallList
  readonly desk: DeskStatusStore
  /** Holds null wherever there is no shared desk. */
  readonly deskSession: DeskSessionStore
  readonly administration: AdministrationPort
  /** Filled in by an administrator of the shared desk; as shipped elsewhere. */
  readonly localFigures: StoreApi<readonly LocalFigure[]>
  /** Units, categories, limits and calendar as the desk has them. */
  readonly book: StoreApi<BookInUse>
  /** Of the house at a shared desk, of this PC elsewhere. */
  readonly rules: StoreApi<SeatRules>
  readonly saveTable: SaveTable
  readonly orderExport: OrderExport
  /** Null where no recordings can reach this seat: a desk of one PC, but for practice. */
  readonly recordings: HeardRecordings | null
  readonly settings: StoreApi<Settings>
  readonly linePassword: LinePassword
  readonly certificate: LineCertificateStore
  readonly shiftCheck: ShiftCheckStore
  readonly reveals: Reveals
  readonly manualCalls: ManualCalls
  /** For an order that cannot keep the number that it has. */
  readonly freshNumber: FreshNumber
  readonly view: ViewStore
  readonly commands: Commands
  readonly catalogue: Catalogue
  readonly faults: Faults
  readonly notices: Notices
  readonly storageHealth: StorageHealthStore
  readonly transfer: UnsentTransfer
  readonly setAside: SetAsideDesk
  readonly agreement: StoreApi<SeatAgreement>
  readonly breaks: BreakDesk
  readonly red: RedHelpDesk
  readonly hand: RaisedHandDesk
  /** Whom this seat rings under RED, in this order. */
  dutyNow(): readonly DutyContact[]
  /** The others of this shift and their leads; null for a desk of one PC. */
  readonly floor: SeatFloor | null
  /** Invented colleagues and their lead; null outside of practice. */
  readonly practiceFloor: PracticeFloor | null
  /** RED drills; null outside of practice. */
  readonly drills: DrillDesk | null
  readonly callerKeys: CallerKeys
  readonly shift: ShiftDesk
  readonly approvals: ApprovalDesk
  /** Takes a RED or ORANGE down by a lead's own sign-in, not by a name that is typed. */
  readonly asksLead: boolean
  readonly rest: RestAfterRed
  /** What to dial so that somebody who has to hear of a RED does; null when it is not known. */
  noticePhone(code: string, place: PlaceFields): string | null
  /** Where the stage leaves its handle for the commands. */
  readonly stage: { current: StageHandle | null }
}

const ServicesContext = createContext<Services | null>(null)

export const ServicesProvider = ServicesContext.Provider

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === null) throw new Error('this screen is drawn outside of a signed-in console')
  return services
}
