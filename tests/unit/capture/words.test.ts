import { describe, expect, it } from 'vitest'
import enCapture from '../../../shared/i18n/locales/en/capture.json'
import enFields from '../../../shared/i18n/locales/en/fields.json'
import zhCapture from '../../../shared/i18n/locales/zh-CN/capture.json'
import zhFields from '../../../shared/i18n/locales/zh-CN/fields.json'
import type { FieldIssueCode } from '../../../shared/tickets/fields/validate-fields'
import type { BlockKind } from '../../../shared/tickets/fields/visible-fields'

type Words = { readonly [key: string]: string | Words }

/** Every key with the names of its slots. */
function slots(words: Words, path = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key} ${[...value.matchAll(/\{\{(\w+)\}\}/g)].map((slot) => slot[1]).sort().join(' ')}`]
      : slots(value, `${path}${key}.`),
  )
}

describe('the words of the form', () => {
  it('have the same keys and slots in both languages', () => {
    expect(slots(enCapture)).toEqual(slots(zhCapture))
    expect(slots(enFields)).toEqual(slots(zhFields))
  })
  it('know every problem of a value and every block', () => {
    const issues: Record<FieldIssueCode, true> = {
      'id-old-form': true, 'id-shape': true, 'id-date': true, 'id-future': true, 'id-check': true, 'uscc-shape': true, 'uscc-check': true, 'phone-area-missing': true, 'phone-shape': true,
      'name-length': true, 'name-characters': true, 'too-short': true, 'too-long': true, 'no-such-day': true, 'in-future': true, 'from-after-to': true, 'before-hired': true, 'scope-missing': true, 'unit-unknown': true,
    }
    const blocks: Record<BlockKind, true> = { pay: true, injury: true, contract: true, platform: true, general: true }
    expect(Object.keys(zhFields.issue)).toEqual(Object.keys(issues))
    expect(Object.keys(zhCapture.block)).toEqual(Object.keys(blocks))
  })
})
