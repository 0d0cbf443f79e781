import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskId, maskName, maskPhone, maskText } from '../../../shared/callers/masking'
import { parsePhoneNumber } from '../../../shared/callers/phone-number'

const mask = (raw: string) => maskPhone(parsePhoneNumber(raw, { homeArea: '023' }))

describe('masking', () => {
  it.each([
    ['15400000012', '154****0012'],
    ['02390000012', '023-****0012'],
    ['023-90000012-801', '023-****0012'],
    ['08169000012', '0816-***0012'],
    ['+12025550147', '+1 ****0147'],
    ['+6831234', '+683 ****34'],
    ['4000000012', '400-000-0012'],
    ['12345', '12345'],
    ['anonymous', '号码未显示'],
    ['asterisk', '****'],
  ])('shows %s as %s', (raw, masked) => {
    expect(mask(raw)).toBe(masked)
  })

  it('never shows more than eight digits of a personal number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:1[3-9]\d{9}|0[3-9]\d\d[2-9]\d{6,7}|\+[1-79]\d{8,13})$/), (raw) => {
        const number = parsePhoneNumber(raw, { homeArea: '023' })
        if (number.kind === 'service') return
        expect(maskPhone(number).replace(/\D/g, '').length).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('shows the first six and last four of an identity card', () => {
    expect(maskId('500999199003150013')).toBe('500999********0013')
    expect(maskId('50099919851006019X')).toBe('500999********019X')
    expect(maskId('500999900315001')).toBe('500999*****5001')
    expect(maskId('5009991990')).toBe('**********')
    expect(maskId('')).toBe('')
  })

  it('leaves the first character of a name, counted by code points', () => {
    expect(maskName('张伟')).toBe('张*')
    expect(maskName('欧阳慕晴')).toBe('欧***')
    expect(maskName('田𠮷明')).toBe('田**')
    expect(maskName('𠮷明')).toBe('𠮷*')
    expect(maskName('吉克阿牛木')).toBe('吉***')
    expect(maskName('张')).toBe('张*')
    expect(maskName('')).toBe('')
  })
})

describe('masking what was written down', () => {
  it.each([
    ['电话15400000012，打不通', '电话154****0012，打不通'],
    ['154-0000-0012 或 154 0000 0013', '154****0012 或 154****0013'],
    ['+86 15400000012，8615400000013', '+86 154****0012，86154****0013'],
    ['全角１５４００００００１２', '全角１５４****００１２'],
    ['座机023-90000012', '座机023****0012'],
    ['身份证50099919851006019X。', '身份证500999********019X。'],
    ['卡号6222020000000000123', '卡号622202*********0123'],
    ['单号20261123-8017-001-1，欠400000元，2026-10-15起', '单号20261123-8017-001-1，欠400000元，2026-10-15起'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it('masks the names that are known, and no single character', () => {
    expect(maskText('秦木根说秦木根的工头老李跑了', ['秦木根', '李', null, undefined, ''])).toBe('秦**说秦**的工头老李跑了')
  })

  it('leaves no whole mobile or identity number, wherever it stands and however it is grouped', () => {
    const word = fc.string({ unit: fc.constantFrom('工', '资', ' ', '，', 'a', '-', '(') , maxLength: 6 })
    const mobile = fc.tuple(fc.stringMatching(/^1[3-9]\d$/), fc.stringMatching(/^\d{4}$/), fc.stringMatching(/^\d{4}$/), fc.constantFrom('', ' ', '-'))
    fc.assert(
      fc.property(word, mobile, fc.stringMatching(/^[1-9]\d{16}[\dX]$/), word, (before, [one, two, three, gap], id, after) => {
        const text = maskText(`${before}${one}${gap}${two}${gap}${three}，${id}${after}`)
        expect(text.replaceAll(/[ -]/g, '')).not.toContain(`${one}${two}${three}`)
        expect(text).not.toContain(id)
      }),
    )
  })
})
