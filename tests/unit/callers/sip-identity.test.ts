import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitizeDisplayName, splitAddresses } from '../../../shared/callers/sip-address'
import { type IdentityHeaders, identityFromSip } from '../../../shared/callers/sip-identity'

const identify = (headers: IdentityHeaders) => identityFromSip(headers, { homeArea: '023' })

describe('which number of an INVITE counts', () => {
  it('is From when the network asserts nothing', () => {
    const identity = identify({ from: '<sip:15400000041@trunk.example>;tag=1' })
    expect(identity.number.display).toBe('154-0000-0041')
    expect(identity).toMatchObject({ claimed: null, withheld: null, displayName: null, notes: [] })
  })

  it('is the asserted identity, with both shown and noted, when they differ', () => {
    const identity = identify({ from: 'sip:15400000041@trunk.example', assertedIdentity: '<tel:+86-154-0000-0141>' })
    expect(identity.number.key).toBe('8615400000141')
    expect(identity.claimed?.display).toBe('154-0000-0041')
    expect(identity.notes).toEqual(['asserted-differs'])
  })

  it('is not noted as different when only the form differs', () => {
    const identity = identify({ from: 'sip:02390000012@x', assertedIdentity: '"x" <sip:+862390000012@y>' })
    expect(identity.notes).toEqual([])
    expect(identity.claimed).toBeNull()
  })

  it('is the telephone number among two asserted addresses', () => {
    const header = '"Qin, Mugen" <sip:qin@trunk.example>, <tel:+8615400000001>'
    expect(splitAddresses(header)).toHaveLength(2)
    expect(identify({ from: 'sip:unknown@x', assertedIdentity: header }).number.key).toBe('8615400000001')
  })

  it('is the asserted identity when From only says that it does not know', () => {
    const identity = identify({ from: 'sip:unavailable@unknown.invalid', assertedIdentity: 'sip:15400000012@x' })
    expect(identity.number.key).toBe('8615400000012')
    expect(identity.notes).toEqual([])
  })

  it('is From when the asserted identity is no number', () => {
    expect(identify({ from: 'sip:15400000012@x', assertedIdentity: '<sip:asterisk@pbx>' }).number.key).toBe(
      '8615400000012',
    )
  })
})

describe('a caller who withholds the number', () => {
  it.each([
    ['Privacy: id', { from: 'sip:15400000012@x', assertedIdentity: '<tel:+8615400000012>', privacy: 'id' }],
    [
      'Privacy: user;critical',
      { from: 'sip:15400000012@x', assertedIdentity: 'tel:+8615400000012', privacy: 'user;critical' },
    ],
    [
      'an anonymous From',
      { from: '"Anonymous" <sip:anonymous@anonymous.invalid>', assertedIdentity: 'sip:15400000012@x' },
    ],
  ])('is anonymous with %s, the number kept apart', (_, headers) => {
    const identity = identify(headers)
    expect(identity.number).toMatchObject({ kind: 'anonymous', key: null, display: '号码未显示' })
    expect(identity.withheld?.key).toBe('8615400000012')
    expect(identity).toMatchObject({ claimed: null, displayName: null, notes: ['number-withheld'] })
  })

  it('leaves nothing behind when nobody knows the number', () => {
    expect(identify({ from: 'sip:anonymous@anonymous.invalid' }).withheld).toBeNull()
  })

  it('is not assumed from Privacy: none', () => {
    expect(identify({ from: 'sip:15400000012@x', privacy: 'none' }).number.kind).toBe('mobile')
  })
})

describe('a display name', () => {
  it('is unescaped, freed of control characters and kept as text', () => {
    const from = String.raw`"\"秦\\木根\" <b>hi</b>` + '\u0000\u202e' + '" <sip:15400000001@x>'
    expect(identify({ from }).displayName).toBe(String.raw`"秦\木根" <b>hi</b>`)
  })

  it('may come apart from its URI, and then cannot bring an address of its own', () => {
    const identity = identify({ from: 'sip:15400000001@x', displayName: 'a" <sip:15400000099@x> "' })
    expect(identity.number.key).toBe('8615400000001')
    expect(identity.displayName).toBe('a" <sip:15400000099@x> "')
    expect(identify({ from: 'sip:15400000001@x', displayName: null }).displayName).toBeNull()
  })

  it('is left out when it only repeats the number or says that there is none', () => {
    for (const name of ['15400000012', '+86 154-0000-0012', 'Anonymous', 'unknown']) {
      expect(identify({ from: `"${name}" <sip:15400000012@x>` }).displayName, name).toBeNull()
    }
  })

  it('is cut to 80 code points, between characters', () => {
    const name = sanitizeDisplayName('𠮷'.repeat(200))
    expect(Array.from(name ?? '')).toHaveLength(80)
    expect(name).toBe('𠮷'.repeat(80))
  })

  it('keeps rare characters and the dot of minority names', () => {
    expect(sanitizeDisplayName('田𠮷明')).toBe('田𠮷明')
    expect(sanitizeDisplayName('阿卜杜·热合曼')).toBe('阿卜杜·热合曼')
  })

  it('never carries anything invisible, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = sanitizeDisplayName(raw)
        if (name === null) return
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
        expect(Array.from(name).length).toBeLessThanOrEqual(80)
      }),
    )
  })
})

describe('hostile headers', () => {
  it('never throw', () => {
    const header = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('"', '<', '>', ',', '\\', 'sip:', 'tel:', '@', '15400000012'),
      ),
    )
    const text = header.map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, text, (from, assertedIdentity, privacy) => {
        const identity = identify({ from, assertedIdentity, privacy })
        if (identity.number.kind === 'anonymous') expect(identity.claimed).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })
})
