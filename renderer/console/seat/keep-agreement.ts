import type { PhoneLine } from '../../../shared/calls/phone-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { readyNext, type AgentState } from '../../../shared/queue/agent-state'
import { agreementRules, beginAgreement, nextAgreement, type Agreement, type AgreementRules, type DeskView, type HealCommand, type Order, type PbxView } from '../../../shared/queue/state-agreement'
import { usualReason } from '../../../shared/queue/state-reasons'
import { isSo, wantedMembership } from './queue-membership'
import type { Seat } from './seat'

/** What the desk's feed tells of this seat; null while it tells nothing. `subscribe` returns the way to stop. */
export interface SeatFeed {
  pbx(): PbxView | null
  desk(): DeskView | null
  subscribe(listener: () => void): () => void
}

/** A seat without a shared desk: what the phone itself knows of its membership is kept by `keepQueueMembership`. */
export const noSeatFeed: SeatFeed = { pbx: () => null, desk: () => null, subscribe: () => () => undefined }

interface AgreementPorts {
  readonly line: Pick<PhoneLine, 'execute' | 'snapshot'>
  readonly seat: Pick<Seat, 'store' | 'tell'>
  readonly feed: SeatFeed
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** `pbx`: what the PBX said when it came to be so; null for nobody's word. */
  onChange(agreement: Agreement, pbx: PbxView | null): void
}

/** Queues are joined and left at the PBX, or by a lead: no console takes itself where somebody has taken it out. */
const rules: AgreementRules = { ...agreementRules, canJoin: false }

/** How often the ages are looked at while nothing comes. */
const lookMs = 1_000

/**
 * Holds the PBX to what this console wishes, by what the PBX itself says of this seat rather than by what the phone remembers having
 * asked; and does what a lead has forced. A seat that has been in no queue from the beginning, a lead's or an office's, differs from
 * nothing. Returns the way to stop.
 */
export function keepAgreement({ line, seat, feed, clock, timers, random, onChange }: AgreementPorts): () => void {
  let agreement = beginAgreement(clock.now())
  let told: PbxView['membership'] | null = null
  let wasIn = false
  let isStopped = false
  let timer: { cancel(): void } | null = null

  function look(): void {
    if (isStopped) return
    timer?.cancel()
    timer = timers.after(lookMs, look)
    const { agent } = seat.store.getState()
    const wanted = wantedMembership(agent)
    const pbx = feed.pbx()
    wasIn ||= pbx !== null && pbx.membership !== 'out'
    const { membership: remembered } = line.snapshot()
    const answeredAt = isSo({ membership: remembered }, wanted) && 'since' in remembered ? remembered.since : null
    const views = { console: { wanted, inCall: agent.kind === 'talking' || agent.kind === 'ringing', answeredAt }, pbx: wasIn ? pbx : null, desk: feed.desk() }
    const before = agreement
    const step = nextAgreement(agreement, views, clock.now(), random(), rules)
    agreement = step.agreement
    const membership = pbx?.membership ?? null
    // The ages are looked at every second; told is only what is different.
    if (agreement.state !== before.state || agreement.tries !== before.tries || membership !== told) {
      told = membership
      onChange(agreement, pbx)
    }
    if (step.order !== null) obey(step.order, agent)
    if (step.send !== null) void send(step.send)
  }

  /** Its answer says nothing that the feed will not say better. */
  async function send(command: HealCommand): Promise<void> {
    if (command.kind === 'pause') await line.execute({ kind: 'pause-queue', reason: command.reason })
    if (command.kind === 'resume') await line.execute({ kind: 'resume-queue' })
  }

  function obey({ what }: Order, agent: AgentState): void {
    const at = clock.now()
    if (what === 'end-wrap-up') return seat.tell(agent.kind === 'red-rest' ? { kind: 'rest-ended', at } : { kind: 'wrap-up-done', at })
    if (what === 'sign-out') return seat.tell({ kind: 'state-chosen', next: { kind: 'signed-out' }, at })
    if (what === 'ready') return seat.tell({ kind: 'state-chosen', next: readyNext, at })
    seat.tell({ kind: 'state-chosen', next: { kind: what, reason: what === 'busy' ? 'LEAD_ASKED' : usualReason(what) }, at })
  }

  const stops = [feed.subscribe(look), seat.store.subscribe((now, before) => { if (now.agent !== before.agent) look() })]
  look()
  return () => {
    isStopped = true
    timer?.cancel()
    for (const stop of stops) stop()
  }
}
