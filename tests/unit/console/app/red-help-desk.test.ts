import { beforeEach, describe, expect, it } from 'vitest'
import { createKeptRed } from '../../../../renderer/console/app/kept-red'
import { createRedHelpDesk, type RedHelpDesk } from '../../../../renderer/console/app/red-help-desk'
import type { DutyContact } from '../../../../shared/help/duty-list'
import type { HelpStep } from '../../../../shared/help/help-step'
import { notifierByHand, type Notice, type NoticeOutcome, type Notifier } from '../../../../shared/help/notifier'
import { recordingByHand, type Recording } from '../../../../shared/help/recording'
import { undoMs } from '../../../../shared/help/red-help'
import { nextCall, type Call, type CallOutcome } from '../../../../shared/calls/call'
import type { LineCommand, LineError } from '../../../../shared/calls/phone-line'
import { err, ok, type Result } from '../../../../shared/lib/result'
import { live, ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const duty: readonly DutyContact[] = [{ name: '值班班长', number: '1900' }, { name: '王主任', number: '915400000010' }]
const notice: Notice = { code: 'DUTY_LEAD', number: null }

let acting: ReturnType<typeof createActingSeat>
let red: RedHelpDesk
let steps: HelpStep[]
let asked: LineCommand[]
let memory: Map<string, string>
let contacts: readonly DutyContact[]
let isRed: boolean
let reported: string[]
let answer: (command: LineCommand) => Promise<Result<void, LineError>>

function open(isPractice = false, recording: Recording = recordingByHand, notifier: Notifier = notifierByHand): void {
  const storage = { getItem: (key: string) => memory.get(key) ?? null, setItem: (key: string, text: string) => void memory.set(key, text) }
  red = createRedHelpDesk({
    seat: acting.seat, clock: acting.time, timers: acting.time, notifier, recording, isPractice,
    line: { snapshot: acting.line.snapshot, execute: (command) => { asked.push(command); return answer(command) } },
    contacts: () => contacts, notices: () => [notice], isConfirmed: () => isRed, note: (_callId, more) => void steps.push(...more),
    kept: createKeptRed({ storage, key: 'red' }, acting.time),
    report: (result) => void result.then((settled) => !settled.ok && reported.push(settled.error.code)),
  })
}

beforeEach(() => {
  acting = createActingSeat([])
  steps = []
  asked = []
  memory = new Map()
  reported = []
  contacts = duty
  isRed = false
  answer = () => new Promise(() => undefined)
  open()
})

const takesNotices = (given: Notice[], outcome: NoticeOutcome): Notifier => ({
  notify(each) {
    given.push(each)
    return Promise.resolve(outcome)
  },
})
const codes = () => steps.map(({ code }) => code)
const rung = () => asked.flatMap((command) => (command.kind === 'ring-duty' ? [command.number] : []))

describe('the help key of a seat without a desk', () => {
  it('rings nobody before the five seconds are over, and nobody at all when it was a wrong press', async () => {
    red.press()
    await acting.time.advance(undoMs - 1)
    expect(rung()).toEqual([])
    red.undo()
    await acting.time.advance(60_000)
    expect(rung()).toEqual([])
    expect(codes()).toEqual(['red-pressed', 'red-undone'])
  })

  it('rings the list one after the other until somebody answers', async () => {
    answer = (command) => Promise.resolve(command.kind === 'ring-duty' && command.number === '1900' ? err({ code: 'refused-by-pbx', sipCode: 486 }) : ok(undefined))
    red.press()
    await acting.time.advance(undoMs)
    expect(rung()).toEqual(['1900', '915400000010'])
    expect(codes()).toEqual(['red-pressed', 'red-begun', 'duty-not-reached', 'duty-answered'])
    expect(steps.at(-1)?.note).toBe('王主任')
  })

  it('stops ringing the list when a lead has accepted, and says by whom on the timeline', async () => {
    red.press()
    red.press()
    await acting.time.advance(0)
    red.accepted('周明兰')
    red.joined('周明兰')
    expect(asked.at(-1)).toEqual({ kind: 'stop-duty' })
    expect(codes()).toEqual(['red-pressed', 'red-begun', 'lead-accepted', 'lead-joined'])
    expect(steps.at(-1)?.note).toBe('周明兰')
  })

  it('says which leads are in the talk, whoever has accepted, and when they leave', async () => {
    red.press()
    red.joined('赵文博')
    red.accepted('周明兰')
    red.joined('周明兰')
    red.left('赵文博')
    expect(red.store.getState().help).toMatchObject({ lead: { by: '周明兰' }, talking: ['周明兰'] })
    expect(steps.map(({ code, note }) => [code, note]).slice(1)).toEqual([['lead-joined', '赵文博'], ['lead-accepted', '周明兰'], ['lead-joined', '周明兰'], ['lead-left', '赵文博']])
  })

  it('notes a lead who joins a RED call that nobody has asked help for, and none who joins another call', () => {
    const call = ringing('13800138000', acting.time.now())
    acting.line.show([call])
    acting.line.show([live(call, acting.time.now())])
    red.joined('周明兰')
    red.left('周明兰')
    expect(codes()).toEqual([])
    isRed = true
    red.joined('周明兰')
    red.left('周明兰')
    expect(codes()).toEqual(['lead-joined', 'lead-left'])
  })

  it('does not run through the list in a blink when the line has gone', async () => {
    answer = () => Promise.resolve(err({ code: 'not-registered' }))
    red.press()
    red.press()
    await acting.time.advance(2_000)
    expect(rung()).toEqual(['1900'])
    await acting.time.advance(20_000)
    expect(rung()).toEqual(['1900', '915400000010', '1900', '915400000010'])
    expect(red.store.getState().help).toMatchObject({ duty: { kind: 'nobody' } })
  })

  it('stops ringing when help is over', async () => {
    red.press()
    red.press()
    red.close()
    expect(asked.at(-1)).toEqual({ kind: 'stop-duty' })
  })

  it.each(['asked', 'locked', 'failed'] as const)('says of the recording what its recorder has said (%s), and asks none in a drill', async (kind) => {
    const calls: (string | null)[] = []
    const recorder: Recording = {
      keep(id) {
        calls.push(id)
        return Promise.resolve({ kind })
      },
    }
    open(false, recorder)
    red.press()
    red.press()
    await acting.time.advance(0)
    expect([red.store.getState().recording, calls]).toEqual([kind, [null]])
    memory.clear()
    open(true, recorder)
    red.press()
    red.press()
    await acting.time.advance(0)
    expect([red.store.getState().recording, calls.length]).toEqual(['by-hand', 1])
  })

  it('claims of no notice and of no recording more than that somebody has to see to it', async () => {
    red.press()
    red.press()
    await acting.time.advance(0)
    expect(red.store.getState()).toMatchObject({ notices: { DUTY_LEAD: { kind: 'by-hand' } }, recording: 'by-hand' })
    red.tick('DUTY_LEAD')
    red.tick('DUTY_LEAD')
    expect(codes().filter((code) => code === 'told-by-hand')).toHaveLength(1)
  })

  it('keeps of a notice to whom it was handed and when, also beyond the page, and gives it out once', async () => {
    const given: Notice[] = []
    const outcome: NoticeOutcome = { kind: 'handed-over', to: 'sms-gateway', at: 7 }
    const notifier = takesNotices(given, outcome)
    open(false, recordingByHand, notifier)
    red.press()
    red.press()
    await acting.time.advance(0)
    open(false, recordingByHand, notifier)
    await acting.time.advance(60_000)
    expect(red.store.getState().notices).toEqual({ DUTY_LEAD: outcome })
    expect(given).toEqual([notice])
  })

  it('gives no notice out in a drill', async () => {
    const given: Notice[] = []
    open(true, recordingByHand, takesNotices(given, { kind: 'failed' }))
    red.press()
    red.press()
    await acting.time.advance(0)
    expect([given, red.store.getState().notices]).toEqual([[], { DUTY_LEAD: { kind: 'by-hand' } }])
  })

  it('dials nothing in a drill, and says so in every step', async () => {
    open(true)
    red.press()
    red.press()
    red.dialEmergency('110')
    await acting.time.advance(120_000)
    expect([asked, acting.line.commands.filter(({ kind }) => kind === 'dial' || kind === 'consult')]).toEqual([[], []])
    expect(steps.every(({ drill }) => drill)).toBe(true)
    expect(codes()).toContain('emergency-dialled')
  })

  it.each([['no-list', []], ['no-line', duty]] as const)('says why it has to be done by hand: %s', async (why, list) => {
    contacts = list
    if (why === 'no-line') acting.line.show([], { registration: { state: 'unreachable', since: acting.time.now(), attempt: 1, nextTryAt: acting.time.now() } })
    red.press()
    red.press()
    expect(red.store.getState().help).toMatchObject({ duty: { kind: 'by-hand', why } })
    expect(rung()).toEqual([])
  })

  it('makes the call RED for the agent’s state once it begins: a rest follows', async () => {
    const call = ringing('15400000012', acting.time.now())
    acting.line.show([call])
    await acting.time.advance(100)
    acting.line.show([live(call, acting.time.now())])
    await acting.time.advance(100)
    red.press()
    expect(acting.seat.store.getState().agent).toMatchObject({ kind: 'talking', owesRest: false })
    red.press()
    expect(acting.seat.store.getState().agent).toMatchObject({ kind: 'talking', owesRest: true })
  })
})

describe('110 and 120 from this seat', () => {
  const call = ringing('15400000012', 0)
  const talking = live(call, 0)
  const waiting: Call = { ...talking, hold: 'held' } as Call
  const dialled = (number: string, id: string): Call => ({ ...ringing(number, 0, `019aae00-0000-7000-8000-00000000${id}`), direction: 'outgoing', state: 'dialling', farEndRings: true }) as Call
  const [police, ambulance] = [dialled('110', 'c0ff'), dialled('120', 'c0fe')]
  const asking = (asked: Call, joinedBy: 'pbx' | 'line' | null = null) => ({ consultation: { callId: call.id, consultId: asked.id, joinedBy } })
  const over = (ofWhom: Call, outcome: CallOutcome = { kind: 'completed', endedBy: 'caller' }) => nextCall(ofWhom, { kind: 'ended', at: acting.time.now(), outcome })
  const show = async (calls: readonly Call[], more: Parameters<typeof acting.line.show>[1] = { consultation: null }) => {
    acting.line.show(calls, more)
    await acting.time.advance(100)
  }
  const joins = (...results: readonly Result<void, LineError>[]) => {
    const left = [...results]
    acting.lineAnswers('join', () => left.shift() ?? ok(undefined))
  }
  const emergency = () => {
    const { help } = red.store.getState()
    return help.kind === 'under-way' ? { ...help.emergency, inCall: help.inCall } : null
  }

  /** RED help for a caller on the line, and 110 dialled. */
  async function dialling110(): Promise<void> {
    await underWay()
    red.dialEmergency('110')
    await show([waiting, police], asking(police))
  }
  async function underWay(): Promise<void> {
    await show([call])
    await show([talking])
    red.press()
    red.press()
    steps.splice(0)
  }

  it('the caller waits while it rings, then all three talk', async () => {
    await dialling110()
    expect(acting.line.commands.at(-1)).toMatchObject({ kind: 'consult', to: '110' })
    await show([waiting, live(police, 0)], asking(police))
    expect(acting.line.commands.at(-1)).toMatchObject({ kind: 'join', callId: call.id })
    expect(codes()).toEqual(['emergency-dialled', 'emergency-answered', 'emergency-joined'])
    expect([emergency(), reported]).toMatchObject([{ kind: 'joined', inCall: ['110'] }, []])
  })

  it.each(['refused-by-pbx', 'timed-out'] as const)('is in the call only once the PBX has done it (%s); the agent is told, and the own key joins them yet', async (code) => {
    joins(err({ code }))
    await dialling110()
    await show([waiting, live(police, 0)], asking(police))
    expect([emergency(), reported]).toMatchObject([{ kind: 'apart', number: '110', inCall: [] }, [code]])
    expect(codes()).toEqual(['emergency-dialled', 'emergency-answered', 'emergency-not-joined'])
    await show([talking, live(police, 0)], asking(police, 'pbx'))
    expect(emergency()).toMatchObject({ kind: 'joined', inCall: ['110'] })
  })

  it('goes into the room of the PBX and stays in the call, though its leg here is over', async () => {
    await dialling110()
    await show([waiting, live(police, 0)], asking(police))
    await show([talking, over(live(police, 0), { kind: 'transferred', to: '*5123456' })])
    expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'joined', inCall: ['110'] }, 'emergency-joined'])
  })

  it('120 is added after 110', async () => {
    await dialling110()
    await show([waiting, live(police, 0)], asking(police))
    const gone = over(live(police, 0), { kind: 'transferred', to: '*5123456' })
    await show([talking, gone])
    red.dialEmergency('120')
    expect(acting.line.commands.at(-1)).toMatchObject({ kind: 'consult', to: '120' })
    await show([waiting, gone, ambulance], asking(ambulance))
    await show([waiting, gone, live(ambulance, 0)], asking(ambulance))
    expect(emergency()).toMatchObject({ kind: 'joined', number: '120', inCall: ['110', '120'] })
  })

  describe('in a room whose PBX tells who is there', () => {
    const room = { code: '*5123456', met: ['110'], isTold: true, left: [], after: null }
    const [with110, alone] = [{ ...talking, room }, { ...talking, room: { ...room, met: [], left: ['110'] } }] as [Call, Call]
    const without = { ...live(dialled('110', 'c0aa'), 0), room: { ...room, after: call.id } } as Call
    let gone: Call

    /** The caller, the agent and 110 in a room. */
    async function joined110(): Promise<void> {
      await dialling110()
      await show([waiting, live(police, 0)], asking(police))
      gone = over(live(police, 0), { kind: 'transferred', to: '*5123456' })
      await show([talking, gone])
      await show([with110, gone])
      expect(emergency()).toMatchObject({ kind: 'joined', inCall: ['110'] })
    }

    it('110 leaves, and can be called again', async () => {
      await joined110()
      await show([alone, gone])
      expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'ended', inCall: [] }, 'emergency-ended'])
      red.dialEmergency('110')
      expect(acting.line.commands.at(-1)).toMatchObject({ kind: 'consult', to: '110' })
    })

    it('the caller leaves: 110 talks with the agent, until that is over, too', async () => {
      await joined110()
      await show([over(with110), gone, without])
      expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'alone', inCall: ['110'] }, 'emergency-caller-gone'])
      await show([over(with110), gone, over(without)])
      expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'ended', inCall: [] }, 'emergency-ended'])
    })

    it('the caller leaves, is called back and joined: all three talk again', async () => {
      await joined110()
      await show([over(with110), gone, without])
      await show([over(with110), gone, { ...without, room: { ...room, met: ['110', '15400000012'], after: call.id } } as Call])
      expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'joined', inCall: ['110'] }, 'emergency-joined'])
    })

    it('the agent leaves: nobody says what becomes of 110', async () => {
      await joined110()
      await show([over(with110, { kind: 'completed', endedBy: 'agent' }), gone])
      expect(emergency()).toMatchObject({ kind: 'joined', inCall: ['110'] })
    })

    it('110 leaves while 120 is the newest', async () => {
      await joined110()
      red.dialEmergency('120')
      const held = { ...with110, hold: 'held' } as Call
      await show([held, gone, ambulance], asking(ambulance))
      await show([held, gone, live(ambulance, 0)], asking(ambulance))
      const both = { ...with110, room: { ...room, met: ['110', '120'] } } as Call
      await show([both, gone, over(live(ambulance, 0), { kind: 'transferred', to: '*5123456' })])
      await show([{ ...with110, room: { ...room, met: ['120'], left: ['110'] } } as Call, gone])
      expect(emergency()).toMatchObject({ kind: 'joined', number: '120', inCall: ['120'] })
    })

    it('gone while no page was there to see it, 110 is not looked for in another call of the seat', async () => {
      await joined110()
      red.dispose()
      const back = live(dialled('15400000012', 'c0bb'), 0)
      acting.line.show([over(with110), back], { consultation: null })
      open()
      await acting.time.advance(100)
      // It was in the room with the caller when that was left: nobody knows more.
      expect(emergency()).toMatchObject({ kind: 'joined' })
      await show([over(with110), over(back)])
      expect(emergency()).toMatchObject({ kind: 'joined' })
    })

    it('gone out of the room while no page was there to see it, 110 is said to be gone', async () => {
      await joined110()
      red.dispose()
      acting.line.show([alone], { consultation: null })
      open()
      await acting.time.advance(100)
      expect(emergency()).toMatchObject({ kind: 'ended', inCall: [] })
    })
  })

  it('that talks with the agent is not taken for a caller who was called back while no page was there to see it', async () => {
    await underWay()
    await show([over(talking)])
    red.dialEmergency('110')
    await show([over(talking), police])
    await show([over(talking), live(police, 0)])
    expect(emergency()).toMatchObject({ kind: 'alone', number: '110' })
    red.dispose()
    const back = live(dialled('15400000012', 'c0bb'), 0)
    acting.line.show([over(talking), over(live(police, 0)), back], { consultation: null })
    open()
    await acting.time.advance(100)
    expect(emergency()).toMatchObject({ kind: 'ended', number: '110' })
  })

  it('that nobody answers is not reached; one that hangs up is gone', async () => {
    joins(err({ code: 'timed-out' }))
    await dialling110()
    await show([talking, over(police, { kind: 'failed', sipCode: 486 })])
    expect([emergency()?.kind, codes().at(-1)]).toEqual(['failed', 'emergency-failed'])
    red.dialEmergency('120')
    await show([waiting, ambulance], asking(ambulance))
    await show([waiting, live(ambulance, 0)], asking(ambulance))
    await show([talking, over(live(ambulance, 0))])
    expect([emergency()?.kind, codes().at(-1)]).toEqual(['ended', 'emergency-ended'])
  })

  it('talks with the agent alone where the caller hangs up meanwhile, and nobody says that all three talk', async () => {
    joins(err({ code: 'no-consultation' }))
    await dialling110()
    await show([waiting, live(police, 0)], asking(police))
    await show([over(talking), live(police, 0)])
    expect([emergency(), codes().at(-1)]).toMatchObject([{ kind: 'alone', inCall: [] }, 'emergency-caller-gone'])
  })

  it('is dialled when the caller is gone already, and answers to the agent alone', async () => {
    await underWay()
    await show([over(talking)])
    red.dialEmergency('110')
    expect(acting.line.commands.at(-1)).toEqual({ kind: 'dial', number: '110' })
    await show([over(talking), police])
    await show([over(talking), live(police, 0)])
    expect([emergency()?.kind, codes().at(-1)]).toEqual(['alone', 'emergency-answered'])
  })

  it('is not dialled while a department is asked or another call rings, and the panel says so', async () => {
    await underWay()
    const department = live(dialled('12333', 'c0fd'), 0)
    await show([waiting, department], asking(department))
    red.dialEmergency('110')
    expect(emergency()).toMatchObject({ kind: 'not-dialled', why: 'asking' })
    await show([talking, ringing('15400000099', 0, '019aae00-0000-7000-8000-00000000c002')])
    red.dialEmergency('110')
    expect(emergency()).toMatchObject({ kind: 'not-dialled', why: 'another-call' })
    expect(acting.line.commands.filter(({ kind }) => kind === 'consult')).toEqual([])
    expect(codes()).toEqual(['emergency-not-dialled', 'emergency-not-dialled'])
  })

  it('is not said to be unreachable when the line could not even dial', async () => {
    acting.lineAnswers('consult', () => err({ code: 'not-capable' }))
    await underWay()
    red.dialEmergency('110')
    await acting.time.advance(0)
    expect(emergency()).toMatchObject({ kind: 'not-dialled', why: 'not-capable' })
  })
})

describe('a call for help whose page is lost', () => {
  /** The page goes with everything in it, and the next one is opened on what is kept. */
  function loadAnew(): void {
    red.dispose()
    asked = []
    answer = () => new Promise(() => undefined)
    open()
  }

  it('rings on where it was, the next one after that, and knows what was ticked and who has accepted', async () => {
    answer = (command) => (command.kind === 'ring-duty' && command.number === '1900' ? Promise.resolve(err({ code: 'timed-out' })) : new Promise(() => undefined))
    red.press()
    red.press()
    await acting.time.advance(0)
    red.tick('DUTY_LEAD')
    const before = red.store.getState()
    expect(before.help).toMatchObject({ kind: 'under-way', duty: { kind: 'ringing', index: 1 } })
    loadAnew()
    expect(red.store.getState()).toEqual(before)
    answer = (command) => (command.kind === 'ring-duty' && command.number !== '1900' ? Promise.resolve(err({ code: 'timed-out' })) : new Promise(() => undefined))
    await acting.time.advance(0)
    expect(rung()).toEqual(['915400000010', '1900'])
    red.accepted('周明兰')
    loadAnew()
    await acting.time.advance(60_000)
    expect([rung(), red.store.getState().help]).toMatchObject([[], { lead: { by: '周明兰' }, duty: { kind: 'not-needed' } }])
  })

  it('before the five seconds were over begins by itself, and not at all when it is taken back', async () => {
    red.press()
    await acting.time.advance(2_000)
    loadAnew()
    await acting.time.advance(undoMs - 2_000)
    expect(rung()).toEqual(['1900'])
    red.close()
    red.press()
    loadAnew()
    red.undo()
    await acting.time.advance(60_000)
    expect(rung()).toEqual([])
  })

  it('is not waited for in vain: the phone is asked when it has a word', async () => {
    red.press()
    red.press()
    acting.line.show([], { registration: { state: 'connecting', since: acting.time.now(), attempt: 1 } })
    await acting.time.advance(0)
    loadAnew()
    await acting.time.advance(1_000)
    expect(rung()).toEqual([])
    acting.line.show([], { registration: { state: 'registered', since: acting.time.now(), provenAt: acting.time.now(), standby: 0 } })
    await acting.time.advance(0)
    expect(rung()).toEqual(['1900'])
  })

  it('rings nobody of long ago by itself, and is over once it was closed', async () => {
    red.press()
    red.press()
    await acting.time.advance(11 * 60_000)
    loadAnew()
    await acting.time.advance(1_000)
    expect([rung(), red.store.getState().help]).toMatchObject([[], { duty: { kind: 'nobody' } }])
    red.close()
    loadAnew()
    expect(red.store.getState().help.kind).toBe('none')
  })

  it('keeps nothing of the caller but the id of the call', async () => {
    const call = ringing('15400000012', acting.time.now())
    acting.line.show([call])
    await acting.time.advance(100)
    acting.line.show([live(call, acting.time.now())])
    await acting.time.advance(100)
    red.press()
    red.press()
    await acting.time.advance(0)
    expect([...memory.values()].join('')).toContain(call.id)
    expect([...memory.values()].join('')).not.toMatch(/154-?0000|覃国富/)
  })

  it('begins although the clock was set back in the five seconds', async () => {
    red.press()
    acting.time.setClock(-3_600_000)
    await acting.time.advance(undoMs)
    expect(rung()).toEqual(['1900'])
  })
})
