import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { describe, expect, it } from 'vitest'
import { isPersonal, parseHistoryKey, parsePhoneNumber, phoneNumberOfKey } from '../../../shared/callers/phone-number'

interface Vector {
  raw: string
  kind: string
  key: string | null
  display: string
  ext?: string
}

const fixture = JSON.parse(readFileSync(new URL('./phone-number-vectors.json', import.meta.url), 'utf8')) as {
  homeArea: string
  vectors: Vector[]
}
const home = { homeArea: fixture.homeArea }
const parse = (raw: string) => parsePhoneNumber(raw, home)
const extOf = (raw: string) => {
  const number = parse(raw)
  return 'ext' in number ? number.ext : undefined
}

describe('vectors of the numbering data', () => {
  it('are all 33 of them', () => {
    expect(fixture.vectors).toHaveLength(33)
  })

  it.each(fixture.vectors.map((vector) => [vector.raw, vector] as const))('%s', (raw, vector) => {
    const { kind, key, display } = parse(raw)
    expect({ kind, key, display, ext: extOf(raw) }).toEqual({
      kind: vector.kind,
      key: vector.key,
      display: vector.display,
      ext: vector.ext,
    })
  })
})

describe('forms in which a number arrives', () => {
  it.each([
    ['SIP user with an escaped plus', 'sip:%2B8615400000012@10.0.0.5', '8615400000012'],
    ['SIP user without a host', 'sip:15400000012;user=phone', '8615400000012'],
    ['secure SIP, upper case', 'SIPS:+8615400000012@TRUNK.EXAMPLE', '8615400000012'],
    ['password after a colon', 'sip:15400000012:secret@trunk.example', '8615400000012'],
    ['bare user and host', '15400000012@10.0.0.5', '8615400000012'],
    ['tel with a global context', 'tel:90000012;phone-context=+8623', '862390000012'],
    ['tel with a domain as context', 'tel:02390000012;phone-context=trunk.example', '862390000012'],
    ['direction marks around a pasted number', '\u202d154 0000 0012\u202c', '8615400000012'],
    ['typographic dashes', '154–0000—0012', '8615400000012'],
    ['00 86 before a landline', '00862390000012', '862390000012'],
    ['home area without its 0', '2390000012', '862390000012'],
    ['IP prefix before a landline', '1790902390000012', '862390000012'],
    ['IP prefix before 0086', '12593008615400000012', '8615400000012'],
    ['400 number with country code', '+864000000012', 'S:4000000012'],
    ['400 number with trunk 0', '04000000012', 'S:4000000012'],
    ['800 number', '8000000012', 'S:8000000012'],
  ])('%s', (_, raw, key) => {
    expect(parse(raw).key).toBe(key)
  })

  it('takes no address out of a display name', () => {
    expect(parse('"<sip:15400000012@x>" <sip:02390000012@trunk.example>').key).toBe('862390000012')
    expect(parse(String.raw`"a \" <sip:15400000012@x>" <sip:anonymous@anonymous.invalid>`).kind).toBe('anonymous')
  })

  it('does not cut an IP prefix from a mobile that begins with the same digits', () => {
    expect(parse('17951154000')).toMatchObject({ kind: 'mobile', key: '8617951154000' })
  })

  it('reads an extension in each way of writing it', () => {
    for (const raw of [
      'sip:02390000012;ext=801@trunk.example',
      '023-9000-0012 转 801',
      '02390000012转801',
      '(023)90000012 ext. 801',
      '02390000012,,801',
      '90000012-801',
      '023-90000012 分机801',
    ]) {
      expect(parse(raw), raw).toMatchObject({ key: '862390000012', display: '023-9000-0012 转 801', ext: '801' })
    }
  })

  it('does not take the last group of a number for an extension', () => {
    expect(extOf('023-9000-0012')).toBeUndefined()
    expect(extOf('0816-900-0012')).toBeUndefined()
    expect(extOf('154-0000-0012')).toBeUndefined()
  })
})

describe('kinds that are no person', () => {
  it.each([
    ['12345', 'short'],
    ['12351', 'short'],
    ['02312345', 'short'],
    ['0851-12351', 'short'],
    ['+8612345', 'short'],
    ['110', 'short'],
    ['10086', 'short'],
    ['95588', 'short'],
    ['95105105', 'short'],
    ['96096', 'short'],
    ['1068888000012', 'short'],
    ['4000000012', 'service'],
    ['801', 'internal'],
    ['1001', 'internal'],
    ['anonymous', 'anonymous'],
    ['sip:x@anonymous.invalid', 'anonymous'],
    ['sip:trunk.example', 'anonymous'],
    ['', 'anonymous'],
    ['000', 'anonymous'],
    ['asterisk', 'unknown'],
    ['123456789', 'unknown'],
    ['*31', 'unknown'],
    ['15400000012'.repeat(3), 'unknown'],
  ])('%s is %s and is never looked up as a person', (raw, kind) => {
    const number = parse(raw)
    expect(number.kind).toBe(kind)
    expect(isPersonal(number)).toBe(false)
  })

  it('looks up mobiles, landlines and foreign numbers', () => {
    for (const raw of ['15400000012', '02390000012', '+447700900113']) expect(isPersonal(parse(raw)), raw).toBe(true)
  })

  it('tells a number that was withheld from one that the network does not know', () => {
    expect(parse('restricted')).toMatchObject({ why: 'withheld' })
    expect(parse('unavailable')).toMatchObject({ why: 'unavailable' })
    expect(parse('00000000')).toMatchObject({ why: 'unavailable' })
  })
})

describe('dialling back', () => {
  it('gives the national form', () => {
    const dialOf = (raw: string) => {
      const number = parse(raw)
      return 'dial' in number ? number.dial : null
    }
    expect(dialOf('+8615400000012')).toBe('15400000012')
    expect(dialOf('90000012')).toBe('02390000012')
    expect(dialOf('+12025550147')).toBe('0012025550147')
    expect(dialOf('400-000-0012')).toBe('4000000012')
    expect(dialOf('801')).toBe('801')
    expect(dialOf('anonymous')).toBeNull()
  })

  it('works for a hotline whose city has seven digits', () => {
    const number = parsePhoneNumber('9000012', { homeArea: '0816', localDigits: 7 })
    expect(number).toMatchObject({ kind: 'landline', key: '868169000012', areaCode: '0816' })
    expect(parse('9000012').kind).toBe('unknown')
  })
})

describe('hostile input', () => {
  const hostile = [
    '\0\r\n'.repeat(5000),
    '"'.repeat(100_000),
    '<'.repeat(100_000),
    '\\'.repeat(100_000),
    '1'.repeat(1_000_000),
    `sip:${'%'.repeat(50_000)}@x`,
    'sip:%c3%28@x',
    '\ufdfa'.repeat(2000),
    '\ud800'.repeat(2000),
    '<script>alert(1)</script>',
    '"<img src=x onerror=alert(1)>" <sip:15400000012@x>',
    '15400000012\r\nP-Asserted-Identity: <sip:02390000012@x>',
    ',;#转ext'.repeat(10_000),
    `${'-1'.repeat(10_000)}`,
  ]

  it('is read without an exception and without a long display', () => {
    for (const raw of hostile) expect(parse(raw).display.length).toBeLessThanOrEqual(80)
  })

  it('does not smuggle a second header in', () => {
    expect(parse('15400000012\r\nP-Asserted-Identity: <sip:02390000012@x>').key).toBe('8615400000012')
  })

  const pieces = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9+()\-. ,;<>"@:转\\]{0,60}$/),
    fc.constantFrom(
      'sip:',
      'tel:',
      '"',
      '<',
      '>',
      ';ext=',
      '+86',
      '0086',
      '17951',
      'anonymous',
      '@',
      '%2B',
      '15400000012',
      '023',
    ),
  )
  const messages = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''))

  it('never throws, and a key is made of digits, `S:` and `+` only', () => {
    fc.assert(
      fc.property(messages, (raw) => {
        const number = parse(raw)
        expect(number.display).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        if (number.key !== null) expect(number.key).toMatch(/^(?:S:\d+|\+\d+|86\d+)$/)
        if (isPersonal(number)) expect(number.key).not.toMatch(/^S:/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('rules that hold for every number', () => {
  const mobiles = fc.stringMatching(/^1[3-9]\d{9}$/)
  const landlines = fc.stringMatching(/^0(10|2\d|[3-9]\d\d)[2-9]\d{6,7}$/).filter((raw) => !/^0[48]00/.test(raw))
  const extensions = fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: null })

  it('a mobile or landline is read back from its display as the same number', () => {
    fc.assert(
      fc.property(fc.oneof(mobiles, landlines), extensions, (digits, ext) => {
        const number = parse(ext === null ? digits : `${digits},${ext}`)
        expect(parse(number.display)).toEqual(number)
        expect(['mobile', 'landline']).toContain(number.kind)
      }),
    )
  })

  it('every way of writing the country code leads to one key', () => {
    fc.assert(
      fc.property(fc.oneof(mobiles, landlines), (digits) => {
        const bare = digits.replace(/^0/, '')
        const keys = [digits, `+86${bare}`, `0086${bare}`, `86${bare}`, `+86${digits}`, `17951${digits}`].map(
          (raw) => parse(raw).key,
        )
        expect(new Set(keys)).toEqual(new Set([`86${bare}`]))
      }),
    )
  })

  it('a stored key gives its number back', () => {
    const foreign = fc.stringMatching(/^\+[1-79]\d{7,13}$/).filter((raw) => !raw.startsWith('+86'))
    const service = fc.constantFrom(
      '4000000012',
      '8000000012',
      '12345',
      '085112351',
      '1068888000012',
      '110',
      '95105105',
    )
    fc.assert(
      fc.property(fc.oneof(mobiles, landlines, foreign, service), (raw) => {
        const { key } = parse(raw)
        expect(key).not.toBeNull()
        expect(parseHistoryKey(key ?? '')).toBe(key)
        expect(key === null ? null : phoneNumberOfKey(key)).toEqual(parse(raw))
      }),
    )
  })

  it('refuses what was never a key', () => {
    for (const value of ['', '15400000012', '86', 'S:', '+0123456789', '8615400000012 ', 'constructor']) {
      expect(parseHistoryKey(value), value).toBeNull()
    }
  })

  it('splits foreign numbers at the calling code that libphonenumber knows', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-79]\d{9,11}$/), (raw) => {
        const theirs = parsePhoneNumberFromString(raw)?.countryCallingCode
        const ours = parse(raw)
        if (theirs !== undefined && ours.kind === 'foreign') expect(ours.callingCode).toBe(theirs)
      }),
      { numRuns: 1000 },
    )
  })
})
