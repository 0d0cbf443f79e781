import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../../shared/lib/clock'
import { checkReturn, responsibleUnit } from '../../../../shared/tickets/dispatch/responsible-unit'
import { unit } from './input'

const yuzhong = unit('QXGH', '500103')
const nanan = unit('QXGH', '500108')

describe('rule 7, the first unit keeps it', () => {
  const dispatch = (to: typeof yuzhong, signedAt: number | null) => ({
    unit: to,
    dispatchedAt: epochMs(0),
    signedAt: signedAt === null ? null : epochMs(signedAt),
  })

  it('is answered for by nobody before the first dispatch', () => {
    expect(responsibleUnit([])).toBeNull()
  })

  it('stays with the first unit until another has signed', () => {
    expect(responsibleUnit([dispatch(yuzhong, null)])).toBe(yuzhong)
    expect(responsibleUnit([dispatch(yuzhong, null), dispatch(nanan, null)])).toBe(yuzhong)
    expect(responsibleUnit([dispatch(yuzhong, 1), dispatch(nanan, null)])).toBe(yuzhong)
    expect(responsibleUnit([dispatch(yuzhong, 1), dispatch(nanan, 2)])).toBe(nanan)
    expect(responsibleUnit([dispatch(yuzhong, null), dispatch(nanan, 2)])).toBe(nanan)
  })

  it('is returned only inside the window, with a reason and a proposed unit', () => {
    const request = { reason: '用工地在南岸', proposedUnit: nanan, isWindowOpen: true }
    expect(checkReturn(request)).toEqual({ ok: true, value: nanan })
    expect(checkReturn({ ...request, isWindowOpen: false })).toMatchObject({ error: { code: 'return-window-closed' } })
    expect(checkReturn({ ...request, reason: '  ' })).toMatchObject({ error: { code: 'return-needs-reason' } })
    expect(checkReturn({ ...request, proposedUnit: null })).toMatchObject({ error: { code: 'return-needs-proposed-unit' } })
  })
})
