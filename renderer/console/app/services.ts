import { createContext, useContext } from 'react'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import type { Clock } from '../../../shared/lib/clock'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Settings } from '../../../shared/settings/settings'
import type { StoreApi } from 'zustand/vanilla'
import type { RemoteLine } from '../phone/remote-line'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import type { CallList } from './call-list'
import type { Catalogue } from './catalogue'
import type { Commands } from './commands'
import type { DeskStatusStore } from './desk-status-store'
import type { DraftActions } from './draft-actions'
import type { Faults } from './faults'
import type { FindTickets } from './find-tickets'
import type { Notices } from './notices'
import type { LineCertificateStore } from './line-certificate'
import type { LinePassword } from './line-password'
import type { Reveals } from './reveals'
import type { ManualCalls } from './manual-calls'
import type { ShiftCheckStore } from './shift-check-store'
import type { StageHandle } from './stage-handle'
import type { StorageHealthStore } from './storage-health'
import type { TodayLog } from './today-store'
import type { UnsentTransfer } from './unsent-transfer'
import type { ViewStore } from './view-store'

/** Everything that the screens are given once somebody is signed in. */
export interface Services {
  readonly lingxi: PageApi<'console'>
  readonly start: StartInfo
  readonly agent: Agent
  readonly isPractice: boolean
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
  readonly settings: StoreApi<Settings>
  readonly linePassword: LinePassword
  readonly certificate: LineCertificateStore
  readonly shiftCheck: ShiftCheckStore
  readonly reveals: Reveals
  readonly manualCalls: ManualCalls
  readonly view: ViewStore
  readonly commands: Commands
  readonly catalogue: Catalogue
  readonly faults: Faults
  readonly notices: Notices
  readonly storageHealth: StorageHealthStore
  readonly transfer: UnsentTransfer
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
