import { describe, expect, it } from 'vitest'
import { unitName } from '../../../../shared/tickets/dispatch/unit-name'
import { codes, data, dispatched, propose, unit, yuzhong } from './input'

const orange = (code: string) => ({ level: 'ORANGE', risks: [{ code, severity: 'ORANGE' }] }) as const

describe('what the synthetic callers lead to', () => {
  it('C01, ten carpenters: lead 渝中区总工会, by rules 3, 4 and 5, as in the picture', () => {
    const proposal = dispatched({ category: 'WAGE-02', workers: 10, ...orange('GROUP') })
    expect(proposal.lead && unitName(proposal.lead.unit, 'zh', data)).toBe('渝中区总工会')
    expect(proposal.lead?.rules).toEqual([3, 4, 5])
    const names = proposal.cooperating.map(({ unit }) => unitName(unit, 'zh', data))
    expect(names).toEqual(expect.arrayContaining(['渝中区人社劳动监察', '渝中区住建委', '南纪门街道工会']))
    expect([proposal.need141, proposal.hold]).toEqual([true, null])
  })

  it('C02, the next member of the gang: participant of the first order', () => {
    const openOrder = { number: '20261123-8017-024-1', sameCaller: false }
    expect(propose({ category: 'WAGE-02', openOrder })).toMatchObject({ kind: 'merge', into: openOrder.number, as: 'participant' })
  })

  it('C06, child labour, number withheld: secret, one named handler, no street copy, no 141', () => {
    const proposal = dispatched({
      type: 'JB',
      category: 'WOMEN-06',
      ...orange('VULNERABLE'),
      anonymous: true,
      hasCallbackNumber: false,
    })
    expect(proposal.secrecy).toEqual({ isOn: true, because: 'by-type' })
    expect(proposal.recipient).toBe('confidential-handler')
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect([proposal.copies, proposal.cooperating, proposal.need141]).toEqual([[], [], false])
    expect(codes(proposal.notes)).toContain('no-callback-query-code')
  })

  it('C13, posted abroad: the employer’s district, with a note', () => {
    const proposal = dispatched({ place: { kind: 'abroad', employerDistrict: '500106' } })
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500106'))
    expect(codes(proposal.notes)).toContain('abroad-employer-district')
  })

  it('C16, the seventh call: new facts go to the open order', () => {
    const openOrder = { number: 'GD20261111000027', sameCaller: true }
    expect(propose({ category: 'WAGE-05', openOrder })).toMatchObject({ kind: 'merge', as: 'supplement' })
  })

  it('C18 and C21, a life in danger: the lead and the emergency numbers first', () => {
    for (const code of ['RETALIATION', 'EXTREME']) {
      const proposal = propose({ level: 'RED', risks: [{ code, severity: 'RED' }], redKind: 'RED_PERSON' })
      expect(codes(proposal.alarm?.alerts ?? [])).toEqual(['duty-lead', 'emergency-numbers'])
    }
  })

  it('C24, sexual harassment: secrecy forced, only lead and one named handler know', () => {
    const proposal = dispatched({ category: 'WOMEN-04', ...orange('VULNERABLE') })
    expect([proposal.secrecy.because, proposal.recipient]).toEqual(['by-category', 'confidential-handler'])
    expect(codes(proposal.notes)).toContain('identity-withheld')
  })

  it('C28, killed at work: the city leads, and waits for its own lead', () => {
    const risks = [{ code: 'SAFETY', severity: 'RED' }] as const
    const place = { ...yuzhong, district: '500113', street: { kind: 'not-known' } } as const
    const proposal = dispatched({ type: 'QZ', category: 'INJURY-06', level: 'RED', risks, redKind: 'RED_PERSON', place })
    expect([proposal.lead?.unit, proposal.hold]).toEqual([unit('CQGH'), 'waits-for-lead'])
  })

  it('C35, works in Guiyang: OTHER-02, 0851-12351, and no district of Chongqing', () => {
    const proposal = propose({ category: 'OTHER-02', place: { kind: 'other-province', province: '52' } })
    expect(proposal).toMatchObject({ kind: 'refer', to: [], dial: '0851-12351', missing: [] })
  })

  it('C36, the enterprise union’s chair: secret, one level up, never that union', () => {
    const proposal = dispatched({ category: 'UNION-04', complained: [{ kind: 'unit', unit: unit('QYGH') }] })
    expect(proposal.secrecy.because).toBe('by-category')
    expect(proposal.lead?.unit).toEqual(unit('QXGH', '500103'))
    expect(proposal.rules).toContain(8)
  })
})
