import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CallSoFar, rankCandidates } from '../../../shared/callers/candidates'
import type { KnownPerson } from '../../../shared/callers/person'
import { callers, daysBefore, now, numberOf, order, people, person, ringOf, silentCall } from './practice-now'

const whoRings = (id: string, soFar?: CallSoFar) => rankCandidates(ringOf(id).number, people, now, soFar)
const namesOf = (who: ReturnType<typeof whoRings>) =>
  'candidates' in who ? who.candidates.map((candidate) => candidate.name) : []
const reasonsOf = (who: ReturnType<typeof whoRings>, index = 0) =>
  'candidates' in who ? (who.candidates[index]?.reasons ?? []) : []

const KEY = '8615400000777'
const number = numberOf('15400000777')

describe('who may be calling', () => {
  it('C03: shows three people of a dormitory line, the one with an open order first, and takes none by itself', () => {
    const who = whoRings('C03')
    expect(who.decision).toBe('several')
    expect(namesOf(who)).toEqual(['邹大勇', '罗仕英', '亓明亮'])
    expect(reasonsOf(who)).toEqual([
      { code: 'last-open-order', open: 1, daysAgo: 9 },
      { code: 'days-ago', days: 9 },
      { code: 'share-of-calls', theirs: 2, of: 4 },
    ])
    expect(reasonsOf(who, 1)).toEqual([
      { code: 'days-ago', days: 41 },
      { code: 'share-of-calls', theirs: 1, of: 4 },
    ])
  })

  it('C04: asks which of the couple is calling', () => {
    const who = whoRings('C04')
    expect(who.decision).toBe('several')
    expect(namesOf(who)).toEqual(['贺春花', '冉光明'])
  })

  it('C04: puts the person of the chosen category first once there is one', () => {
    const since = people.map((known) =>
      known.name === '冉光明'
        ? { ...known, history: known.history.map((item) => ({ ...item, at: daysBefore(20) })) }
        : known,
    )
    const who = rankCandidates(ringOf('C04').number, since, now, { category: 'NEWFORM-02' })
    expect(namesOf(who)).toEqual(['冉光明', '贺春花'])
    expect(reasonsOf(who)).toContainEqual({ code: 'same-category', category: 'NEWFORM-02' })
  })

  it('does not count a matter of long ago as the same category', () => {
    expect(reasonsOf(whoRings('C04', { category: 'NEWFORM-02' })).map((reason) => reason.code)).not.toContain(
      'same-category',
    )
  })

  it('C05: finds one person under both of her numbers', () => {
    for (const raw of ['15400000005', '15400000105']) {
      const who = rankCandidates(numberOf(raw), people, now)
      expect(who.decision).toBe('one-likely')
      expect(namesOf(who)).toEqual(['诸葛小满'])
    }
  })

  it('C08: lets the extension choose who stands first, and says nothing of the other one', () => {
    const who = whoRings('C08')
    expect(who.decision).toBe('one-likely')
    expect(namesOf(who)).toEqual(['尉迟南星', '皇***'])
    expect(reasonsOf(who)[0]).toEqual({ code: 'extension-matches', ext: '801' })
    expect(reasonsOf(who, 1)).toEqual([{ code: 'other-extension', ext: '802' }, { code: 'secret-order' }])
    const other = rankCandidates(numberOf('02390000008,802'), people, now)
    expect(namesOf(other)).toEqual(['皇***', '尉迟南星'])
    expect(reasonsOf(other, 1)).toEqual([{ code: 'other-extension', ext: '801' }])
  })

  it('C08: offers both when the exchange sends no extension', () => {
    const who = rankCandidates(numberOf('02390000008'), people, now)
    expect(who.decision).toBe('several')
    expect(namesOf(who)).toHaveLength(2)
  })

  it('C10, C12, C15: finds the history behind 0086, eight digits and an IP prefix', () => {
    expect(namesOf(whoRings('C10'))).toEqual(['古承志'])
    expect(namesOf(whoRings('C12'))).toEqual(['覃国富'])
    expect(namesOf(whoRings('C15'))).toEqual(['蒲长贵'])
    expect(reasonsOf(whoRings('C12'))).toEqual([
      { code: 'only-person' },
      { code: 'last-open-order', open: 1, daysAgo: 27 },
      { code: 'days-ago', days: 27 },
      { code: 'share-of-calls', theirs: 2, of: 2 },
    ])
  })

  it('C06: looks nobody up when the number is not shown', () => {
    expect(whoRings('C06')).toMatchObject({ decision: 'not-looked-up', reason: 'anonymous' })
  })

  it.each([
    ['12345', 'short'],
    ['4000000012', 'service'],
    ['801', 'internal'],
    ['restricted', 'anonymous'],
    ['not a number', 'unknown'],
  ])('looks nobody up under %s even if somebody was registered there', (raw, reason) => {
    const careless = person('x', 'S:12345', { history: [order('1', 'S:12345')] })
    expect(rankCandidates(numberOf(raw), [careless], now)).toMatchObject({ decision: 'not-looked-up', reason })
  })

  it('C41: looks up the asserted identity, not the number that is claimed', () => {
    const claimed = person('claimed', '8615400000041', { history: [order('1', '8615400000041')] })
    expect(rankCandidates(ringOf('C41').number, [claimed], now).decision).toBe('nobody-known')
  })

  it('C37: never joins two people by their name', () => {
    const namesake = person('other', KEY, { name: '张伟', history: [order('1', KEY)] })
    const who = rankCandidates(ringOf('C37').number, [...people, namesake], now)
    expect('candidates' in who ? who.candidates.map((candidate) => candidate.personId) : []).toEqual(['C37'])
  })

  it('masks the name of somebody with a secret order and counts nothing of it', () => {
    const secret = person('秦木根', KEY, { history: [order('1', KEY, { secret: true, status: 'HANDLING' })] })
    const who = rankCandidates(number, [secret], now)
    expect(who).toMatchObject({ candidates: [{ name: '秦**', isNameMasked: true }] })
    expect(reasonsOf(who)).toEqual([{ code: 'only-person' }, { code: 'secret-order' }])
  })

  it.each(callers.map((caller) => [caller.id, caller] as const))(
    '%s: always leaves a new person, someone else and anonymous to choose',
    (id) => {
      expect(whoRings(id).choices).toEqual(['new-person', 'someone-else-here', 'anonymous'])
    },
  )

  it.each(callers.map((caller) => [caller.id, caller] as const))(
    '%s: gives no reason that tells a matter',
    (id, caller) => {
      const said = JSON.stringify(whoRings(id))
      const told = [
        caller.employer ?? '',
        ...caller.history.flatMap((item) => [item.employer, item.summary, item.district, item.order_no, item.category]),
      ]
      for (const word of told) if (word !== '') expect(said).not.toContain(word)
    },
  )

  it('never decides among several without an extension, whatever their past', () => {
    const past = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 400 }),
        open: fc.boolean(),
        category: fc.constantFrom('WAGE-01', 'WAGE-02'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(
        fc.array(past, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(undefined, 'WAGE-01'),
        (histories, category) => {
          const several: KnownPerson[] = histories.map((items, index) =>
            person(`p${index}`, KEY, {
              history: items.map(({ days, open, category: about }, n) =>
                order(`${index}-${n}`, KEY, {
                  at: daysBefore(days),
                  status: open ? 'HANDLING' : 'CLOSED',
                  category: about,
                }),
              ),
            }),
          )
          const who = rankCandidates(number, several, now, category === undefined ? {} : { category })
          expect(who.decision).toBe('several')
          const ids = (ranked: typeof who) =>
            'candidates' in ranked ? ranked.candidates.map((candidate) => candidate.personId) : []
          expect(ids(who)).toHaveLength(several.length)
          expect(
            ids(rankCandidates(number, [...several].reverse(), now, category === undefined ? {} : { category })),
          ).toEqual(ids(who))
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('marks of a number', () => {
  const marksOf = (id: string) => {
    const who = whoRings(id)
    return 'marks' in who ? who.marks : null
  }

  it('C17: warns of many nuisance calls, and still knows the person with a real case', () => {
    expect(marksOf('C17')?.nuisance).toEqual({ calls: 4, lastDaysAgo: 3 })
    expect(whoRings('C17')).toMatchObject({ decision: 'one-likely', candidates: [{ name: null }] })
  })

  it('agree with the data on who is a nuisance', () => {
    const marked = callers.filter((caller) => (marksOf(caller.id)?.nuisance ?? null) !== null)
    expect(marked.map((caller) => caller.id)).toEqual(
      callers.filter((caller) => caller.nuisance === true).map((caller) => caller.id),
    )
  })

  it('C18: alert the lead after three silent calls within the hour, know nobody, and call nobody a nuisance', () => {
    expect(whoRings('C18').decision).toBe('nobody-known')
    expect(marksOf('C18')).toEqual({ nuisance: null, silentCallsLastHour: 3, silentAlert: true, earlierToday: 3, inVainToday: 0, earlier: 3 })
  })

  it('C19, C20: leave wrong numbers and sales calls without a mark', () => {
    for (const id of ['C19', 'C20']) {
      expect(whoRings(id).decision).toBe('nobody-known')
      expect(marksOf(id)).toMatchObject({ nuisance: null, silentAlert: false })
    }
  })

  it('forget a silent call after an hour', () => {
    const quiet = person('quiet', KEY, {
      name: null,
      history: [61, 60, 5].map((minutes) => silentCall(`${minutes}`, KEY, minutes)),
    })
    expect(rankCandidates(number, [quiet], now)).toMatchObject({
      marks: { silentCallsLastHour: 2, silentAlert: false },
    })
  })

  it('count only calls of this number', () => {
    const other = '8615400000778'
    const two = person('two', KEY, {
      numbers: [...person('x', KEY).numbers, ...person('x', other).numbers],
      history: [silentCall('1', other, 5)],
    })
    expect(rankCandidates(number, [two], now)).toMatchObject({ marks: { silentCallsLastHour: 0, earlierToday: 0 } })
  })
})
