import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passphraseStrength } from '../../../renderer/console/features/transfer/passphrase-strength'

describe('how long a passphrase would hold out', () => {
  it.each([
    ['1234567', 'too-short'],
    ['12345678', 'weak'],
    ['11111111111111111111', 'weak'],
    ['abcdefghij', 'weak'],
    ['kq7vd2xm', 'fair'],
    ['correct horse battery staple', 'strong'],
    ['江边的石头晚上会唱歌', 'strong'],
  ] as const)('%s: %s', (passphrase, strength) => {
    expect(passphraseStrength(passphrase)).toBe(strength)
  })

  it('never falls when something is added', () => {
    const order = ['too-short', 'weak', 'fair', 'strong']
    fc.assert(fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 10 }), (words, more) => {
      expect(order.indexOf(passphraseStrength(words + more))).toBeGreaterThanOrEqual(order.indexOf(passphraseStrength(words)))
    }))
  })
})
