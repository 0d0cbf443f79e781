import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acknowledge, heed, measure, quietBoard, type AlarmBoard, type AlarmNotice, type AlarmReading, type AlarmWord } from '../../../shared/alarms/alarm'
import { alarmRules, alarmSettingsSchema, defaultAlarmSettings, type AlarmRule, type AlarmSettings } from '../../../shared/alarms/alarm-settings'

const lead = { id: 'p1', name: '周明兰' }
const other = { id: 'p2', name: '赵文博' }

type Step = { readonly at: number } & ({ readonly value: number } | { readonly readings: readonly AlarmReading[] } | { readonly unknown: true } | { readonly ackBy: typeof lead })

/** Goes through the steps and tells what was told: `raised 60`, with the second. */
function tell(steps: readonly Step[], settings: AlarmSettings = defaultAlarmSettings, rule: AlarmRule = 'queue-long'): string[] {
  return run(steps, settings, rule).notices.map(({ what, at }) => `${what} ${at / 1_000}`)
}

function run(steps: readonly Step[], settings: AlarmSettings = defaultAlarmSettings, rule: AlarmRule = 'queue-long') {
  let board: AlarmBoard = quietBoard
  const notices: AlarmNotice[] = []
  for (const step of steps) {
    const at = step.at * 1_000
    const next = 'ackBy' in step
      ? acknowledge(board, board.alarms[0]?.id ?? '', step.ackBy, at)
      : measure(board, 'unknown' in step ? { readings: [], unknown: [rule] } : { readings: 'readings' in step ? step.readings : [{ rule, subject: 'rights', value: step.value }], unknown: [] }, at, settings)
    board = next.board
    notices.push(...next.notices)
  }
  return { board, notices }
}

describe('an alarm', () => {
  it('is raised once per breach, however long it lasts', () => {
    expect(tell([{ at: 1, value: 4 }, { at: 2, value: 5 }, { at: 3, value: 9 }, { at: 4, value: 5 }, { at: 5, value: 7 }])).toEqual(['raised 2'])
  })

  it('does not flap around its threshold: it is over at the lower one only, and after it has been calm', () => {
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 4 }, { at: 2, value: 5 }, { at: 3, value: 4 }, { at: 60, value: 4 }, { at: 61, value: 5 }])).toEqual(['raised 0'])
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 3 }, { at: 30, value: 3 }, { at: 31, value: 3 }])).toEqual(['raised 0', 'cleared 31'])
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 3 }, { at: 29, value: 4 }, { at: 31, value: 3 }, { at: 60, value: 3 }, { at: 61, value: 3 }])).toEqual(['raised 0', 'cleared 61'])
  })

  it('is raised again after it was over', () => {
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 0 }, { at: 40, value: 0 }, { at: 50, value: 6 }])).toEqual(['raised 0', 'cleared 40', 'raised 50'])
  })

  it('is acknowledged by name, and by the first who does', () => {
    const { board, notices } = run([{ at: 0, value: 5 }, { at: 3, ackBy: lead }, { at: 4, ackBy: other }])
    expect(board.alarms[0]).toMatchObject({ state: 'acknowledged', by: lead, acknowledgedAt: 3_000 })
    expect(notices.map(({ what }) => what)).toEqual(['raised', 'acknowledged'])
  })

  it('goes up when nobody has acknowledged it in time, once, and not when somebody has', () => {
    expect(tell([{ at: 0, value: 5 }, { at: 119, value: 5 }, { at: 120, value: 5 }, { at: 500, value: 5 }])).toEqual(['raised 0', 'escalated 120'])
    expect(tell([{ at: 0, value: 5 }, { at: 60, ackBy: lead }, { at: 120, value: 5 }])).toEqual(['raised 0', 'acknowledged 60'])
    expect(tell([{ at: 0, value: 5 }, { at: 120, value: 5 }, { at: 130, ackBy: lead }, { at: 300, value: 5 }])).toEqual(['raised 0', 'escalated 120', 'acknowledged 130'])
  })

  it('that is over needs nobody any more', () => {
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 0 }, { at: 31, value: 0 }, { at: 200, value: 0 }])).toEqual(['raised 0', 'cleared 31'])
  })

  it('is neither raised nor over while nobody can tell, and calm begins anew after that', () => {
    expect(tell([{ at: 0, value: 5 }, { at: 1, value: 0 }, { at: 10, unknown: true }, { at: 60, unknown: true }, { at: 61, value: 0 }, { at: 90, value: 0 }, { at: 91, value: 0 }])).toEqual(['raised 0', 'cleared 91'])
    expect(tell([{ at: 0, value: 5 }, { at: 120, unknown: true }])).toEqual(['raised 0', 'escalated 120'])
  })

  it('loses nothing when the clock goes back', () => {
    expect(tell([{ at: 100, value: 5 }, { at: 10, value: 0 }, { at: 20, value: 0 }, { at: 110, value: 0 }, { at: 130, value: 0 }])).toEqual(['raised 100', 'cleared 130'])
    expect(tell([{ at: 100, value: 5 }, { at: 0, value: 5 }, { at: 219, value: 5 }, { at: 220, value: 5 }])).toEqual(['raised 100', 'escalated 220'])
  })

  it('of another subject is another alarm, and the order in which two are measured changes nothing', () => {
    const both: readonly AlarmReading[] = [{ rule: 'queue-long', subject: 'rights', value: 6 }, { rule: 'wait-long', subject: 'law', value: 61_000 }]
    const one = run([{ at: 0, readings: both }])
    const other = run([{ at: 0, readings: [...both].reverse() }])
    expect(one.notices.map(({ alarm }) => `${alarm.rule} ${alarm.subject}`).sort()).toEqual(other.notices.map(({ alarm }) => `${alarm.rule} ${alarm.subject}`).sort())
    expect(one.notices).toHaveLength(2)
    expect(run([{ at: 0, readings: both }, { at: 1, readings: both.slice(0, 1) }, { at: 40, readings: both.slice(0, 1) }]).board.alarms.map(({ rule }) => rule)).toEqual(['queue-long'])
  })

  it('whose rule is switched off is over, and is not raised', () => {
    const off = { ...defaultAlarmSettings, 'queue-long': { ...defaultAlarmSettings['queue-long'], isOn: false } }
    expect(tell([{ at: 0, value: 9 }], off)).toEqual([])
    const { board } = run([{ at: 0, value: 9 }])
    expect(measure(board, { readings: [{ rule: 'queue-long', subject: 'rights', value: 9 }], unknown: [] }, 1_000, off).notices.map(({ what }) => what)).toEqual(['cleared'])
  })

  it('keeps how bad it was at its worst', () => {
    expect(run([{ at: 0, value: 5 }, { at: 1, value: 12 }, { at: 2, value: 6 }]).board.alarms[0]).toMatchObject({ peak: 12, value: 6 })
  })
})

describe('what the floor has said of an alarm', () => {
  const word = (at: number, what: AlarmWord['what'] = 'acknowledged', by = lead): AlarmWord => ({ what, rule: 'queue-long', subject: 'rights', by, at: at * 1_000 })
  const full: AlarmReading = { rule: 'queue-long', subject: 'rights', value: 6 }
  /** A wall that has looked on since second 0, with the queue full in those seconds and empty in the others. */
  function wall(rounds: readonly { readonly at: number; readonly isFull: boolean }[]): AlarmBoard {
    return rounds.reduce((board, { at, isFull }) => measure(board, { readings: isFull ? [full] : [], unknown: [] }, at * 1_000, defaultAlarmSettings).board, quietBoard)
  }
  const watched = (raisedAt: number) => wall([{ at: 0, isFull: false }, { at: raisedAt, isFull: true }])
  const notFound = () => {
    throw new Error('this wall saw it begin')
  }

  it('makes the same of it on every wall, which have measured it a second apart', () => {
    const boards = [watched(60), watched(61)].map((board) => heed(board, [word(60.5)], notFound).board)
    expect(boards.map(({ alarms }) => alarms[0]?.id)).toEqual(['queue-long rights', 'queue-long rights'])
    for (const { alarms } of boards) expect(alarms[0]).toMatchObject({ state: 'acknowledged', by: lead, acknowledgedAt: 60_500 })
  })

  it('is told once, however often it is heard, and of two who take it the first stands for it', () => {
    const { board, notices } = heed(watched(60), [word(70), word(71, 'acknowledged', other)], notFound)
    expect(notices.map(({ what }) => what)).toEqual(['acknowledged'])
    expect(board.alarms[0]).toMatchObject({ by: lead })
    expect(heed(board, [word(70), word(71, 'acknowledged', other)], notFound).notices).toEqual([])
  })

  it('is not of the next breach, which is raised and told on anew', () => {
    const board = wall([{ at: 0, isFull: false }, { at: 10, isFull: true }, { at: 20, isFull: false }, { at: 60, isFull: false }, { at: 90, isFull: true }])
    expect(heed(board, [word(12), word(15, 'escalated')], notFound)).toEqual({ board, notices: [] })
  })

  it('holds on a wall that is opened anew for as long as the same rush goes on, and no longer', () => {
    const opened = wall([{ at: 300, isFull: true }])
    expect(heed(opened, [word(200)], () => 100_000).board.alarms[0]).toMatchObject({ state: 'acknowledged', by: lead })
    expect(heed(opened, [word(200)], () => 290_000).board.alarms[0]).toMatchObject({ state: 'raised' })
  })

  it('goes by the fact where there is one: of a RED order since when it is RED, however late a wall sees it', () => {
    const red: AlarmReading = { rule: 'red-opened', subject: 'order', value: 1, since: 100_000 }
    const late = measure(measure(quietBoard, { readings: [], unknown: [] }, 0, defaultAlarmSettings).board, { readings: [red], unknown: [] }, 500_000, defaultAlarmSettings).board
    expect(heed(late, [{ ...word(110), rule: 'red-opened', subject: 'order' }], notFound).board.alarms[0]).toMatchObject({ state: 'acknowledged' })
    expect(heed(late, [{ ...word(90), rule: 'red-opened', subject: 'order' }], notFound).board.alarms[0]).toMatchObject({ state: 'raised' })
  })

  it('that the leads were told stands on every wall, also on one that would have told them itself, and is told once', () => {
    const own = measure(watched(60), { readings: [full], unknown: [] }, 180_000, defaultAlarmSettings).board
    expect(own.alarms[0]).toMatchObject({ state: 'escalated', toldAt: null })
    const told = heed(own, [word(180.4, 'escalated', other)], notFound)
    expect(told.board.alarms[0]).toMatchObject({ state: 'escalated', escalatedAt: 180_000, toldAt: 180_400 })
    expect(told.notices).toEqual([])
    const heard = heed(watched(62), [word(180.4, 'escalated', other)], notFound)
    expect(heard.notices.map(({ what }) => what)).toEqual(['escalated'])
    expect(measure(heard.board, { readings: [full], unknown: [] }, 182_000, defaultAlarmSettings).notices).toEqual([])
    expect(heed(told.board, [word(180.4, 'escalated'), word(190)], notFound).board.alarms[0]).toMatchObject({ state: 'acknowledged', escalatedAt: 180_000 })
  })

  it('goes through any course of breaches, words and restarts alike on two walls that have looked on', () => {
    const round = fc.record({ afterS: fc.integer({ min: 6, max: 60 }), isFull: fc.boolean(), isTaken: fc.boolean() })
    fc.assert(fc.property(fc.array(round, { maxLength: 30 }), (rounds) => {
      let boards = [quietBoard, quietBoard].map((board) => measure(board, { readings: [], unknown: [] }, 0, defaultAlarmSettings).board)
      const words: AlarmWord[] = []
      let at = 10
      for (const { afterS, isFull, isTaken } of rounds) {
        at += afterS
        boards = boards.map((board, lateS) => measure(board, { readings: isFull ? [full] : [], unknown: [] }, (at + lateS) * 1_000, defaultAlarmSettings).board)
        if (isTaken && boards[0]?.alarms.length === 1) words.push(word(at + 1.5))
        boards = boards.map((board) => heed(board, words, notFound).board)
        expect(boards[1]?.alarms.map(({ id, state }) => [id, state])).toEqual(boards[0]?.alarms.map(({ id, state }) => [id, state]))
      }
    }))
  })
})

describe('the rules of alarms', () => {
  it('hold their own bounds, and raise above where they clear', () => {
    expect(alarmSettingsSchema.safeParse(defaultAlarmSettings).success).toBe(true)
    for (const rule of alarmRules) {
      const { raiseAt } = defaultAlarmSettings[rule]
      expect(alarmSettingsSchema.safeParse({ ...defaultAlarmSettings, [rule]: { ...defaultAlarmSettings[rule], clearAt: raiseAt } }).success).toBe(false)
      expect(alarmSettingsSchema.safeParse({ ...defaultAlarmSettings, [rule]: { ...defaultAlarmSettings[rule], raiseAt: 1e12 } }).success).toBe(false)
    }
  })
})

describe('a board over any course of things', () => {
  const step = fc.record({
    afterS: fc.integer({ min: -20, max: 60 }),
    values: fc.array(fc.record({ rule: fc.constantFrom<AlarmRule>('queue-long', 'wait-long', 'red-opened'), subject: fc.constantFrom('a', 'b'), value: fc.integer({ min: 0, max: 8 }) }), { maxLength: 4 }),
    unknown: fc.subarray<AlarmRule>(['queue-long', 'wait-long']),
    ack: fc.option(fc.nat({ max: 3 })),
  })
  const settings: AlarmSettings = { ...defaultAlarmSettings, 'wait-long': { isOn: true, raiseAt: 5, clearAt: 2, calmMs: 0, escalateAfterMs: null } }

  it('tells every breach exactly once until it is over, and never goes from over to anything but raised', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let board = quietBoard
        let now = 0
        let latest = 0
        const standing = new Map<string, string>()
        for (const { afterS, values, unknown, ack } of steps) {
          now += afterS * 1_000
          latest = Math.max(latest, now)
          const { board: after, notices } = measure(board, { readings: values, unknown }, now, settings)
          board = after
          expect(board.at).toBe(latest)
          for (const { what, alarm } of notices) {
            const key = `${alarm.rule} ${alarm.subject}`
            const worst = Math.max(0, ...values.filter((each) => each.rule === alarm.rule && each.subject === alarm.subject).map(({ value }) => value))
            if (what === 'raised') {
              expect(standing.has(key)).toBe(false)
              expect(worst).toBeGreaterThanOrEqual(settings[alarm.rule].raiseAt)
              standing.set(key, alarm.id)
            } else {
              expect(standing.get(key)).toBe(alarm.id)
              if (what === 'cleared') {
                expect(worst).toBeLessThanOrEqual(settings[alarm.rule].clearAt)
                standing.delete(key)
              }
            }
            if (unknown.includes(alarm.rule)) expect(what).toBe('escalated')
          }
          expect(new Set(notices.map(({ alarm, what }) => `${what} ${alarm.id}`)).size).toBe(notices.length)
          expect(board.alarms.map(({ rule, subject, id }) => `${rule} ${subject} ${id}`).sort()).toEqual([...standing].map(([key, id]) => `${key} ${id}`).sort())
          // What is measured over its threshold stands on the board, told or known before.
          for (const { rule, subject, value } of values) {
            if (value >= settings[rule].raiseAt && !unknown.includes(rule)) expect(standing.has(`${rule} ${subject}`)).toBe(true)
          }
          if (ack !== null) board = acknowledge(board, board.alarms[ack]?.id ?? '', lead, now).board
        }
      }),
      { numRuns: 300 },
    )
  })

  it('comes to the same whatever the order of its readings', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const ends = [false, true].map((isReversed) => {
          let board = quietBoard
          let now = 0
          const told: string[][] = []
          for (const { afterS, values, unknown } of steps) {
            now += afterS * 1_000
            const next = measure(board, { readings: isReversed ? [...values].reverse() : values, unknown }, now, settings)
            board = next.board
            told.push(next.notices.map(({ what, alarm, at }) => `${what} ${alarm.rule} ${alarm.subject} ${at} ${alarm.peak}`).sort())
          }
          return told
        })
        expect(ends[0]).toEqual(ends[1])
      }),
    )
  })
})
