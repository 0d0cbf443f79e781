import { describe, expect, it } from 'vitest'
import { dialledNumber } from '../../../shared/callers/dialled-number'

const plan = { homeArea: '023' }

describe('a number as people write it', () => {
  it.each([
    ['154 0000 0012', '15400000012'],
    ['+86 154-0000-0012', '15400000012'],
    ['（023）6300 0001', '02363000001'],
    ['tel:+86-154-0000-0012', '15400000012'],
    ['sip:15400000012@trunk.example', '15400000012'],
    ['１２３３３', '12333'],
    ['600', '600'],
    ['*30', '*30'],
  ])('%s is dialled as %s', (text, dialled) => {
    expect(dialledNumber(text, plan)).toBe(dialled)
  })

  it.each(['', '人社局', 'javascript:alert(1)', '匿名', '1'.repeat(80)])('“%s” is nothing to dial', (text) => {
    expect(dialledNumber(text, plan)).toBeNull()
  })
})
