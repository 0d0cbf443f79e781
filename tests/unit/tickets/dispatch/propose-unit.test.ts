import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProposalInput } from '../../../../shared/tickets/dispatch/proposal'
import { unitKey } from '../../../../shared/tickets/dispatch/unit-key'
import { unitName } from '../../../../shared/tickets/dispatch/unit-name'
import { codes, data, dispatched, keys, plain, propose, unit, yuzhong } from './input'

const GROUP = { code: 'GROUP', severity: 'ORANGE' } as const

describe('rule 1, life first', () => {
  const red = { level: 'RED', risks: [{ code: 'EXTREME', severity: 'RED' }] } as const

  it('lets every dispatch of a RED order wait for the lead', () => {
    const proposal = dispatched({ ...red, redKind: 'RED_PERSON' })
    expect(proposal.hold).toBe('waits-for-lead')
    expect(proposal.rules).toContain(1)
  })

  it('rings the lead and 110, 120 or 119 for RED about a person', () => {
    expect(codes(propose({ ...red, redKind: 'RED_PERSON' }).alarm?.alerts ?? [])).toEqual(['duty-lead', 'emergency-numbers'])
  })

  it('rings the lead, 141 and labour inspection for RED about an event; 110 only for violence', () => {
    expect(propose({ ...red, redKind: 'RED_EVENT' }).alarm?.alerts).toEqual([
      { code: 'duty-lead' },
      { code: '141' },
      { code: 'department', department: 'HRSS_LSI' },
      { code: 'police-if-violent' },
    ])
  })

  it('treats a RED of unknown kind as one about a person and asks', () => {
    const proposal = propose(red)
    expect(codes(proposal.alarm?.alerts ?? [])).toContain('emergency-numbers')
    expect(codes(proposal.missing)).toContain('red-kind')
  })

  it('rings before anything is known about the order', () => {
    for (const change of [{ category: null }, { type: 'WX' }, { place: { kind: 'unknown' } }] as const) {
      expect(propose({ ...red, ...change }).alarm?.rule).toBe(1)
    }
  })

  it('rings for a single RED tag, whatever level somebody passed', () => {
    expect(dispatched({ risks: red.risks }).hold).toBe('waits-for-lead')
  })

  it('is silent below RED', () => {
    const proposal = dispatched({ level: 'ORANGE', risks: [GROUP] })
    expect([proposal.alarm, proposal.hold]).toEqual([null, null])
  })
})

describe('rule 2, answered on the line', () => {
  it('dispatches nothing when the knowledge base answered and the caller is content', () => {
    expect(propose({ type: 'ZX', answeredOnLine: true })).toMatchObject({ kind: 'answer-directly', rules: [2] })
  })

  it.each(['GROUP', 'GATHER', 'EXTREME', 'THREAT', 'SAFETY', 'VULNERABLE', 'RETALIATION'])(
    'is not enough with %s at YELLOW',
    (code) => {
      const risks = [{ code, severity: 'YELLOW' }] as const
      expect(propose({ answeredOnLine: true, level: 'YELLOW', risks })).toMatchObject({
        kind: 'dispatch',
        notes: [{ code: 'direct-answer-blocked', rule: 1, risks }, { code: 'street-checks-facts' }],
      })
    },
  )

  it('is enough with the same tag at BLUE, or with AMOUNT below ORANGE', () => {
    expect(propose({ answeredOnLine: true, level: 'BLUE', risks: [{ code: 'SAFETY', severity: 'BLUE' }] }).kind).toBe('answer-directly')
    expect(propose({ answeredOnLine: true, risks: [{ code: 'AMOUNT', severity: 'YELLOW' }] }).kind).toBe('answer-directly')
  })

  it('is not enough with AMOUNT at ORANGE: it is supervised, and nobody supervises what is closed', () => {
    expect(propose({ answeredOnLine: true, risks: [{ code: 'AMOUNT', severity: 'ORANGE' }] }).kind).toBe('dispatch')
  })
})

describe('rule 3, by place of work', () => {
  it('sends to the federation of the district where the work is done', () => {
    const proposal = dispatched({ place: { ...yuzhong, district: '500108', street: { kind: 'not-known' } } })
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500108'))
    expect(proposal.lead?.rules).toEqual([3, 5])
    expect(codes(proposal.notes)).toContain('street-not-known')
    expect(proposal.district).toBe('500108')
  })

  it('forces no district when the place is not known, and asks', () => {
    const proposal = dispatched({ place: { kind: 'unknown' } })
    expect(proposal.lead?.unit.district).toBeNull()
    expect(proposal.missing).toEqual([{ code: 'work-district', rule: 3, need: 'required' }])
    expect(dispatched({ place: { ...yuzhong, district: '999999' } }).missing[0]?.code).toBe('work-district')
  })

  it('needs no district for a matter that the city handles', () => {
    const proposal = dispatched({ category: 'PSY-01', place: { kind: 'unknown' } })
    expect(proposal.lead?.unit).toEqual(unit('CQGH'))
    expect(proposal.missing).toEqual([{ code: 'work-district', rule: 3, need: 'asked' }])
  })

  it.each([
    ['500105', { kind: 'not-asked' }, 'CQ-LJXQ', 'district-merged'],
    ['500112', { kind: 'named', name: '回兴街道' }, 'CQ-LJXQ', 'district-merged'],
    ['500112', { kind: 'named', name: '兴隆镇' }, '500109', 'town-moved'],
    ['CQ-LJXQ', { kind: 'named', name: '统景镇' }, '500109', 'town-moved'],
    ['500109', { kind: 'named', name: '水土街道' }, 'CQ-LJXQ', 'town-moved'],
  ] as const)('maps %s %o to %s with a note', (district, street, today, note) => {
    const proposal = dispatched({ place: { kind: 'chongqing', district, street } })
    expect(proposal.lead?.unit.district).toBe(today)
    expect(codes(proposal.notes)).toContain(note)
  })

  it('asks for the street where an old district was split', () => {
    const proposal = dispatched({ place: { kind: 'chongqing', district: '500112', street: { kind: 'not-asked' } } })
    expect(proposal.lead?.unit.district).toBe('CQ-LJXQ')
    expect(proposal.notes[0]).toMatchObject({ code: 'street-decides', candidates: ['CQ-LJXQ', '500109'] })
    expect(proposal.missing).toContainEqual({ code: 'work-street', rule: 3, need: 'required' })
  })

  it('asks for the district behind a development zone', () => {
    const proposal = dispatched({ place: { kind: 'zone', zone: 'CQ-GXQ' } })
    expect([proposal.lead?.unit.district, codes(proposal.missing)]).toEqual([null, ['zone-district']])
  })

  it('takes the employer’s district for work abroad', () => {
    const proposal = dispatched({ place: { kind: 'abroad', employerDistrict: '500103' } })
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect(codes(proposal.notes)).toContain('abroad-employer-district')
    expect(codes(dispatched({ place: { kind: 'abroad', employerDistrict: null } }).missing)).toEqual(['employer-district'])
  })
})

describe('rule 4, construction follows the site', () => {
  const site = { category: 'WAGE-02' } as const

  it('goes down to the street, and both contractors are asked for', () => {
    const proposal = dispatched({
      ...site,
      place: { ...yuzhong, street: { kind: 'not-asked' } },
      hasMainContractor: false,
      hasSubContractor: false,
    })
    expect(proposal.missing).toEqual([
      { code: 'work-street', rule: 4, need: 'required' },
      { code: 'main-contractor', rule: 4, need: 'asked' },
      { code: 'sub-contractor', rule: 4, need: 'asked' },
    ])
    expect(proposal.lead?.rules).toEqual([3, 4, 5])
    expect(codes(proposal.notes)).toContain('follows-site')
  })

  it('needs the street of other matters only from ORANGE on', () => {
    const place = { ...yuzhong, street: { kind: 'not-asked' } } as const
    expect(dispatched({ place }).missing).toEqual([{ code: 'work-street', rule: 3, need: 'asked' }])
    expect(dispatched({ place, level: 'ORANGE' }).missing).toEqual([{ code: 'work-street', rule: 3, need: 'required' }])
  })
})

describe('rule 5, to the district with a copy to the street', () => {
  it('gives the street union a copy and asks it to check the facts', () => {
    const proposal = dispatched({ category: 'WAGE-03' })
    expect(keys(proposal.copies)).toEqual(['ZJGH@500103/南纪门街道'])
    expect(codes(proposal.notes)).toContain('street-checks-facts')
  })

  it('gives no second copy where the street union already helps', () => {
    const proposal = dispatched({ category: 'WAGE-01' })
    expect(keys(proposal.cooperating)).toContain('ZJGH@500103/南纪门街道')
    expect(proposal.copies).toEqual([])
  })

  it('pushes to 141 what needs government departments, and only that', () => {
    expect(dispatched({ category: 'WAGE-03' }).need141).toBe(true)
    expect(dispatched({ category: 'WAGE-04' }).need141).toBe(true)
    expect(dispatched({ category: 'WAGE-07' }).need141).toBe(false)
    expect(dispatched({ category: 'UNION-05' }).need141).toBe(false)
  })

  it('lets the district federation sign where a department leads', () => {
    const proposal = dispatched({ category: 'WAGE-04' })
    expect(proposal.lead).toMatchObject({ unit: unit('HRSS_LSI', '500103'), route: '141' })
    expect(proposal.handling?.unit).toEqual(unit('QXGH', '500103'))
  })

  it('sends a secret ORANGE order to one named handler: no street copy, no 141, no helpers', () => {
    const proposal = dispatched({ category: 'WAGE-01', confidential: true, level: 'ORANGE', risks: [GROUP] })
    expect(proposal.recipient).toBe('confidential-handler')
    expect([proposal.copies, proposal.cooperating, proposal.need141]).toEqual([[], [], false])
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect(proposal.withheld.map(unitKey)).toEqual(['HRSS_LSI@500103', 'ZJGH@500103/南纪门街道', 'HRSS_ARB@500103'])
    expect(proposal.missing).toContainEqual({ code: 'confidential-handler', rule: 5, need: 'required' })
  })

  it('keeps the usual units for a secret order below ORANGE, without the identity', () => {
    const proposal = dispatched({ confidential: true, level: 'YELLOW' })
    expect([proposal.recipient, proposal.need141]).toEqual(['unit', true])
    expect(codes(proposal.notes)).toContain('identity-withheld')
  })
})

describe('rule 6, one lead', () => {
  const leaves = data.taxonomy.categories.flatMap((group) => group.children)

  it('holds for every category: one lead, which is not among those that help', () => {
    for (const { code } of leaves) {
      const proposal = propose({ category: code, complained: [{ kind: 'agent', agentId: null }] })
      if (proposal.kind !== 'dispatch') continue
      expect([code, proposal.lead === null]).toEqual([code, false])
      const lead = proposal.lead === null ? '' : unitKey(proposal.lead.unit)
      expect(keys(proposal.cooperating)).not.toContain(lead)
    }
  })

  it('keeps the helpers in the order of the category', () => {
    expect(keys(dispatched({ category: 'WAGE-01' }).cooperating)).toEqual([
      'HRSS_LSI@500103',
      'ZJGH@500103/南纪门街道',
      'HRSS_ARB@500103',
    ])
  })

  it('cannot choose without a category', () => {
    expect(propose({ category: null })).toMatchObject({ kind: 'incomplete', missing: [{ code: 'category' }] })
    expect(propose({ category: 'WAGE-99' }).kind).toBe('incomplete')
  })
})

describe('rule 8, never to the unit complained about', () => {
  const about = (...units: readonly ReturnType<typeof unit>[]) => ({
    complained: units.map((complained) => ({ kind: 'unit', unit: complained }) as const),
  })

  it('UNION-04 about an enterprise union goes to the district, never to that union', () => {
    const proposal = dispatched({ category: 'UNION-04', ...about(unit('QYGH')) })
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect(proposal.lead?.rules).toEqual([3, 5, 8])
    expect(proposal.missing).toEqual([])
  })

  it('UNION-04 about a street union goes to the district and gives that street no copy', () => {
    const proposal = dispatched({ category: 'UNION-04', ...about(unit('ZJGH', '500103', '南纪门街道')) })
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect(proposal.copies).toEqual([])
  })

  it('UNION-04 about a district federation goes to the city', () => {
    const proposal = dispatched({ category: 'UNION-04', ...about(unit('QXGH', '500103')) })
    expect(proposal.lead?.unit).toEqual(unit('CQGH'))
    expect(proposal.notes).toContainEqual({ code: 'one-level-up', rule: 8, from: unit('QXGH', '500103'), to: unit('CQGH') })
    expect(keys([...proposal.cooperating, ...proposal.copies])).toEqual([])
  })

  it('UNION-04 about nobody in particular goes to the city until it is known', () => {
    const proposal = dispatched({ category: 'UNION-04' })
    expect(proposal.lead?.unit).toEqual(unit('CQGH'))
    expect(proposal.missing).toContainEqual({ code: 'complained-unit', rule: 8, need: 'required' })
  })

  it('a complaint about the city federation waits: nobody is above', () => {
    const proposal = dispatched({ category: 'UNION-04', ...about(unit('CQGH')) })
    expect([proposal.lead, proposal.handling, proposal.hold]).toEqual([null, null, 'nobody-above'])
    expect(codes(proposal.notes)).toContain('nobody-above')
  })

  it('DESK-04 about an agent stays with the desk, but not with that agent', () => {
    const proposal = dispatched({ category: 'DESK-04', complained: [{ kind: 'agent', agentId: '8017' }] })
    expect(proposal.lead?.unit).toEqual(unit('CQGH'))
    expect(proposal.notes).toContainEqual({ code: 'not-by-agent', rule: 8, agentId: '8017' })
    expect(keys(proposal.cooperating)).toEqual(['QXGH@500103'])
  })

  it('DESK-04 about a handling unit leaves that unit out', () => {
    const proposal = dispatched({ category: 'DESK-04', ...about(unit('QXGH', '500103')) })
    expect(proposal.lead?.unit).toEqual(unit('CQGH'))
    expect([keys(proposal.cooperating), proposal.withheld]).toEqual([[], [unit('QXGH', '500103')]])
  })

  it('holds for every category, departments too', () => {
    const federation = dispatched({ category: 'WAGE-03', ...about(unit('QXGH', '500103')) })
    expect(federation.lead?.unit).toEqual(unit('CQGH'))
    const department = dispatched({ category: 'WAGE-04', ...about(unit('HRSS_LSI', '500103')) })
    expect([department.lead?.unit, department.lead?.rules]).toEqual([unit('QXGH', '500103'), [3, 5, 8]])
  })

  it('goes above a union of whatever district where the matter is its conduct', () => {
    expect(dispatched({ category: 'UNION-04', ...about(unit('QXGH', '500108')) }).lead?.unit).toEqual(unit('CQGH'))
  })

  it('takes a unit named without a place for the one of the place of work', () => {
    expect(dispatched({ category: 'WAGE-03', ...about(unit('QXGH')) }).lead?.unit).toEqual(unit('CQGH'))
  })

  it('leaves the federation of another district alone', () => {
    const joining = dispatched({ category: 'UNION-02', ...about(unit('QXGH', '500108')) })
    expect(joining.lead?.unit).toEqual(unit('ZJGH', '500103', '南纪门街道'))
    expect(dispatched({ category: 'WAGE-03', ...about(unit('QXGH', '500108')) }).lead?.unit).toEqual(unit('QXGH', '500103'))
  })
})

describe('rule 9, repeats', () => {
  it('adds to the open order of the same caller, and opens no second one', () => {
    const openOrder = { number: 'GD20261111000027', sameCaller: true }
    expect(propose({ openOrder })).toMatchObject({ kind: 'merge', into: openOrder.number, as: 'supplement', rules: [9] })
  })

  it('links another caller of the group to it as a participant', () => {
    const openOrder = { number: '20261123-8017-024-1', sameCaller: false }
    expect(propose({ openOrder, category: null })).toMatchObject({ kind: 'merge', as: 'participant' })
  })

  it('makes one parent order of a group', () => {
    expect(dispatched({ workers: 10 }).notes).toContainEqual({ code: 'one-parent-order', rule: 9, workers: 10 })
    expect(codes(dispatched({ workers: 1 }).notes)).not.toContain('one-parent-order')
  })
})

describe('rule 10, outside the remit', () => {
  it('offers 12345 and writes a call record', () => {
    const proposal = propose({ type: 'ZX', category: 'OTHER-01' })
    expect(proposal).toMatchObject({ kind: 'refer', to: [unit('H12345')], dial: '12345' })
    expect(codes(proposal.notes)).toContain('write-call-record')
  })

  it('offers legal aid for debts that are no wages', () => {
    expect(propose({ category: 'OTHER-04' })).toMatchObject({ kind: 'refer', dial: '12348' })
  })

  it('offers the 12351 of another province, whatever the category', () => {
    const proposal = propose({ place: { kind: 'other-province', province: '51' } })
    expect(proposal).toMatchObject({ kind: 'refer', to: [], dial: '028-12351' })
    expect(proposal.notes).toContainEqual({ code: 'category-of-other-province', rule: 10, category: 'OTHER-02' })
  })

  it('asks for the province when only the category says so', () => {
    expect(propose({ category: 'OTHER-02' })).toMatchObject({ kind: 'refer', dial: null, missing: [{ code: 'province' }] })
  })

  it('keeps only a call record of a call without content', () => {
    expect(propose({ type: 'WX', category: 'DESK-06' }).kind).toBe('call-record')
  })
})

describe('rule 11, a legal procedure is running', () => {
  it('explains the route and offers legal aid', () => {
    const proposal = dispatched({ procedures: ['arbitration'] })
    expect(proposal.notes).toContainEqual({ code: 'explain-route', rule: 11, procedures: ['arbitration'] })
    expect(proposal.notes).toContainEqual({ code: 'offer-legal-aid', rule: 11, unit: unit('LEGALAID', '500103') })
  })
})

describe('rule 12, no evidence is no ground to refuse', () => {
  it('accepts all the same, and says what an anonymous caller gives up', () => {
    const proposal = dispatched({ hasEvidence: false, anonymous: true, hasCallbackNumber: false })
    expect(proposal.lead).not.toBeNull()
    expect(codes(proposal.notes)).toEqual(expect.arrayContaining(['accepted-without-evidence', 'no-callback-query-code']))
  })

  it('says nothing of a query code to an anonymous caller who left a contact', () => {
    expect(codes(dispatched({ anonymous: true }).notes)).not.toContain('no-callback-query-code')
  })
})

describe('rule 13, secret by default', () => {
  it.each([
    [{ type: 'JB' }, 'by-type'],
    [{ category: 'WOMEN-04' }, 'by-category'],
    [{ category: 'WOMEN-06' }, 'by-category'],
    [{ category: 'UNION-04' }, 'by-category'],
    [{ confidential: true }, 'asked'],
    [{}, null],
  ] as const)('%o is secret: %s', (change, because) => {
    const proposal = propose(change)
    expect(proposal.secrecy).toEqual({ isOn: because !== null, because })
    expect(codes(proposal.notes).includes('identity-withheld')).toBe(because !== null)
  })
})

describe('names of units', () => {
  it('come from the data, with the place', () => {
    expect(unitName(unit('QXGH', '500103'), 'zh', data)).toBe('渝中区总工会')
    expect(unitName(unit('ZJGH', '500103', '南纪门街道'), 'zh', data)).toBe('南纪门街道工会')
    expect(unitName(unit('ZJGH', '500103', '南纪门街道'), 'en', data)).toBe('Nanjimen Subdistrict Trade Union')
    expect(unitName(unit('QXGH', 'CQ-LJXQ'), 'zh', data)).toBe('两江新区总工会')
    expect(unitName(unit('CQGH'), 'zh', data)).toBe('重庆市总工会')
  })

  it('are general while the place is not known', () => {
    expect(unitName(unit('QXGH'), 'zh', data)).toBe('区县总工会')
    expect(unitName(unit('ZJGH', '500108', '某镇'), 'zh', data)).toBe('某镇工会')
  })
})

describe('any proposal', () => {
  const leaf = fc.constantFrom(...data.taxonomy.categories.flatMap((group) => group.children.map((child) => child.code)))
  const complained = fc.constantFrom(
    unit('QYGH'),
    unit('ZJGH', '500103', '南纪门街道'),
    unit('QXGH', '500103'),
    unit('CQGH'),
    unit('HRSS_LSI', '500103'),
  )
  const level = fc.constantFrom('RED', 'ORANGE', 'YELLOW', 'BLUE', null)

  it('reaches nobody complained about, names each rule it used, and waits for the lead on RED', () => {
    fc.assert(
      fc.property(leaf, complained, level, fc.boolean(), (category, about, actionLevel, confidential) => {
        const change: Partial<ProposalInput> = {
          category,
          confidential,
          level: actionLevel,
          complained: [{ kind: 'unit', unit: about }],
        }
        const proposal = propose({ ...plain, ...change })
        expect(proposal.alarm !== null).toBe(actionLevel === 'RED')
        expect([...proposal.rules]).toEqual([...new Set(proposal.rules)].sort((a, b) => a - b))
        if (proposal.kind !== 'dispatch') return
        const reached = [proposal.lead, proposal.handling, ...proposal.cooperating, ...proposal.copies]
        expect(reached.map((one) => one && unitKey(one.unit))).not.toContain(unitKey(about))
        if (actionLevel === 'RED') expect(proposal.hold).not.toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})
