import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor, maskNumbers } from '../../../electron/main/redactor'

const redact = createRedactor('/home/zhang.wei')

describe('nothing personal reaches the log', () => {
  test.each([
    ['15400000012', '<11 digits>'],
    ['9000123', '<7 digits>'],
    ['call from +86 154-0000-0012 ended', 'call from +<13 digits> ended'],
    ['sip:02390001234@10.0.0.7:5060', 'sip:<11 digits>@10.0.0.7:5060'],
    ['(023) 9000 1234', '(<11 digits>'],
    ['tel:154.0000.0012', 'tel:<11 digits>'],
    ['50010319900101123X', '<17 digits>'],
    ['500103199001011234', '<18 digits>'],
    ['91500105MA5U7XYK4C', '<11 digits>'],
    ['１５４００００００１２', '<11 digits>'],
    ['a9154000000122b', 'a<13 digits>b'],
    ['154\u20110000\u20110012', '<11 digits>'],
  ])('%s', (text, masked) => expect(maskNumbers(text)).toBe(masked))

  test.each([
    'registered at 10.0.0.7:5060 after 1200 ms',
    '0193f2c4-1d2e-7a3b-8c4d-5e6f70819203',
    '2026-11-23T20:45:01.123Z',
    'agent 1001, queue hotline, 12351',
    'SIP/2.0 503',
    'waited 900012 ms',
  ])('what belongs to nobody stays readable: %s', (text) => expect(maskNumbers(text)).toBe(text))

  test('a number that is a number is masked too', () => {
    expect(redact({ caller: 15400000012, durationMs: 1500 })).toEqual({ caller: '<number>', durationMs: 1500 })
  })

  test('a secret goes by the name of its key, at any depth', () => {
    expect(redact({ sip: { password: 'x' }, headers: [{ Authorization: 'Bearer y' }], deskToken: 'z' })).toEqual({
      sip: { password: '<secret>' },
      headers: [{ Authorization: '<secret>' }],
      deskToken: '<secret>',
    })
  })

  test('an error keeps its name, code and place, without its words and without the name of the user', () => {
    const error = Object.assign(new Error('no history for 15400000012'), { code: 'ENOENT' })
    error.stack = `Error: no history for 15400000012\n    at read (/home/zhang.wei/lingxi/main.cjs:10:5)`
    expect(redact({ error })).toEqual({ error: { name: 'Error', code: 'ENOENT', stack: ['at read (~/lingxi/main.cjs:10:5)'] } })
  })

  test('an error that quotes the file it could not read takes no name into the log, over however many lines', () => {
    const broken = '{ "agent":\n at 李敏 (/8017:1:1)\n at Lin (/tmp/x:1:1)\n}'
    const thrown = () => {
      try {
        return JSON.parse(broken) as never
      } catch (error) {
        return error as Error
      }
    }
    const error = thrown()
    const older = Object.assign(new Error(broken), { stack: `SyntaxError: ${broken}\n    at parse (/opt/main.cjs:1:1)` })
    const logged = JSON.stringify([redact({ error }), redact({ error: older })])
    expect(logged).not.toMatch(/李敏|Lin|8017|agent/)
    expect(logged).toMatch(/at .*:\d+:\d+/)
  })

  test('no seven digits in a row survive, whatever stands around and between them', () => {
    const separator = fc.constantFrom('', '-', ' ', '.', ') ', '\u2011')
    const spoken = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: 7, maxLength: 20 })
    fc.assert(
      fc.property(fc.string(), spoken, fc.string(), (before, number, after) => {
        const text = `${before}${number.map(([digit, gap]) => `${digit}${gap}`).join('')}${after}`
        fc.pre(!/T\d\d:\d\d:\d\d/.test(text))
        const left = maskNumbers(text).replace(/<\d+ digits>/g, '')
        expect(left).not.toMatch(/\d{7}/)
      }),
    )
  })
})
