import type { TakenAway } from '../../../shared/drills/drills'
import type { FloorBody, FloorSignal, FloorTarget, NewFloorSignal } from '../../../shared/floor/floor-signal'
import { silentFloor } from '../../../shared/floor/floor-state'
import type { FloorPerson } from '../../../shared/floor/red-card'
import { epochMs, type Clock, type EpochMs, type Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { FloorClient, FloorClientDeps, FloorLink } from '../../desk-client/floor-client'

/** A floor of invented people, so that both ends of a call for help can be practised at one seat. Nothing leaves this page. */
export interface PracticeFloor extends FloorClient {
  /** A colleague presses the help key and goes on writing. */
  callForHelp(): void
  /** A colleague raises a hand. */
  raiseHand(): void
  /** The lead writes to everybody. */
  sayToAll(): void
  /** What this seat is without from now on; null: nothing. Without the desk nothing said here reaches anybody, without leads nobody hears it. */
  takeAway(what: TakenAway | null): void
}

interface PracticeFloorParts extends Pick<FloorClientDeps, 'onLink' | 'onSignal'> {
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly own: FloorPerson
}

// Like the callers of practice: invented, in Chinese in every language of the screen.
const lead = { name: '演练班长', seat: '8001' }
const colleagues = [{ name: '陈雨', seat: '8021' }, { name: '何川', seat: '8026' }] as const
const redFacts = { place: '渝北区 示例工地 3 号楼楼顶', number: '154 0000 0077', who: '', redKind: 'RED_PERSON' } as const
const redWords = ['说在楼顶', '说在楼顶，一个人', '说在楼顶，一个人，离边上两步', '说在楼顶，一个人，离边上两步。欠薪两次没解决', '说在楼顶，一个人，离边上两步。欠薪两次没解决，愿意先坐下']
const answers: Readonly<Record<string, string>> = {
  policy: '先记下来，答应查清后回电。', superior: '可以说您就是受理人，记下要求，我来回电。', 'other-gender': '问他愿不愿意等两分钟，我找人。',
  harassment: '按提醒话术来，到次数可以挂。', equipment: '换 12 号席，先选“示忙：设备故障”。',
}
const seenMs = 3_000
const answeredMs = 8_000
/** Later than a press can be taken back. */
const acceptedMs = 7_000
const readMs = 2_500
const wordsMs = 2_000

export function createPracticeFloor({ clock, timers, newId, own, onLink, onSignal }: PracticeFloorParts): PracticeFloor {
  const people = { lead: { personId: newId(), ...lead }, colleagues: colleagues.map((each) => ({ personId: newId(), ...each })) }
  let position = 0
  let turn = 0
  /** What invented people are about to do, by what it is about: whoever takes that back stops them. */
  const plans = new Map<string, { cancel(): void }[]>()
  let missing: { readonly what: TakenAway; readonly since: EpochMs } | null = null
  const floorNow = () => ({ ...silentFloor, isCaughtUp: true, leads: missing === null ? 1 : 0, at: clock.now(), heard: position })
  const link = (): FloorLink => (missing?.what === 'desk' ? { kind: 'away', floor: floorNow(), since: missing.since } : { kind: 'live', floor: floorNow(), heardAt: epochMs(clock.now()) })

  function say(from: FloorPerson, to: FloorTarget, body: FloorBody, id = newId()): void {
    position += 1
    const signal: FloorSignal = { id, to, body, position, at: clock.now(), from }
    onSignal(signal)
  }
  const toOwn = { kind: 'person', personId: own.personId } as const
  const toLeads = { kind: 'leads' } as const

  function plan(about: string, afterMs: number, run: () => void): void {
    plans.set(about, [...(plans.get(about) ?? []), timers.after(afterMs, run)])
  }

  function dropPlans(about: string): void {
    for (const each of plans.get(about) ?? []) each.cancel()
    plans.delete(about)
  }

  function react({ id, to, body }: NewFloorSignal): void {
    switch (body.kind) {
      case 'hand-raised':
        plan(body.handId, seenMs, () => say(people.lead, toOwn, { kind: 'hand-seen', handId: body.handId }))
        return plan(body.handId, answeredMs, () => say(people.lead, toOwn, { kind: 'hand-answered', handId: body.handId, answer: { how: 'text', text: answers[body.for] ?? '收到。' } }))
      case 'hand-withdrawn':
      case 'hand-done':
        return dropPlans(body.handId)
      case 'red-pressed':
        return plan(body.redId, acceptedMs, () => say(people.lead, toOwn, { kind: 'red-accepted', redId: body.redId }))
      case 'red-undone':
      case 'red-closed':
        return dropPlans(body.redId)
      case 'message':
        for (const [index, from] of people.colleagues.entries()) {
          if (to.kind === 'everybody' || (to.kind === 'person' && to.personId === from.personId)) {
            plan(id, readMs * (index + 1), () => say(from, toLeads, { kind: 'message-read', messageId: id }))
          }
        }
        return
      default:
    }
  }

  const nextColleague = () => {
    turn += 1
    return people.colleagues[turn % people.colleagues.length] ?? people.lead
  }
  const seats = people.colleagues.map(({ personId, name, seat }) => ({
    personId, name, seat, extension: null, state: 'talking' as const, reason: null, since: clock.now(), queueCallId: null, severity: null, heardAt: clock.now(),
  }))

  timers.after(0, () => onLink(link()))
  return {
    follow: () => undefined,
    report: () => undefined,
    async send(signal) {
      if (missing?.what === 'desk') return err({ code: 'unreachable' })
      say(own, signal.to, signal.body, signal.id)
      if (missing === null) react(signal)
      return ok(position)
    },
    link: () => ({ ...link(), floor: { ...floorNow(), seats } }),
    dispose: () => [...plans.keys()].forEach(dropPlans),
    takeAway(what) {
      missing = what === null ? null : { what, since: clock.now() }
      onLink(link())
    },
    callForHelp() {
      const from = nextColleague()
      const redId = newId()
      const { place, ...known } = redFacts
      say(from, toLeads, { kind: 'red-pressed', redId, queueCallId: null, drill: true, pressedAt: clock.now(), ...known, place: '' })
      for (const [index, text] of redWords.entries()) {
        plan(redId, wordsMs * (index + 1), () => say(from, toLeads, { kind: 'red-words', redId, text, ...known, place: index < 2 ? '' : place }))
      }
    },
    raiseHand() {
      const from = nextColleague()
      say(from, toLeads, { kind: 'hand-raised', handId: newId(), for: 'policy', queueCallId: null, number: '154****0081', callSince: clock.now() - 95_000 })
    },
    sayToAll: () => say(people.lead, { kind: 'everybody' }, { kind: 'message', text: '14:30 短会，讲停工留薪期的口径。手上有电话的先接完。' }),
  }
}
