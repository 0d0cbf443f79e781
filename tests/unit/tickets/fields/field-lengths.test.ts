import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOfPath, fieldsOfPaths } from '../../../../shared/tickets/fields/field-of-path'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import { fieldValuesSchema } from '../../../../shared/tickets/fields/field-values'
import { canonicalName } from '../../../../shared/tickets/fields/person-name'

describe('the lengths of the fields', () => {
  it.each(Object.entries(longestText))('%s takes %i and not one more', (key, max) => {
    expect(fieldValuesSchema.safeParse({ [key]: '字'.repeat(max) }).success).toBe(true)
    expect(fieldValuesSchema.safeParse({ [key]: '字'.repeat(max + 1) }).success).toBe(false)
  })

  it('name every text that a draft may hold', () => {
    const texts = Object.keys(fieldValuesSchema.shape).filter((key) => fieldValuesSchema.safeParse({ [key]: '长' }).success)
    expect(texts.sort()).toEqual(Object.keys(longestText).sort())
  })

  it('hold for a name in its canonical form as they do for the typed one', () => {
    // Hebrew shin with dots has no composed form: NFC takes it apart into three.
    expect('\uFB2C'.normalize('NFC')).toHaveLength(3)
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\uFB2C'.repeat(80))), (text) => {
      expect(canonicalName(text).length).toBeLessThanOrEqual(text.length)
    }))
  })
})

describe('a path of a schema', () => {
  it.each([
    ['values.note', 'note'],
    ['events.2.data.values.title', 'title'],
    ['events.1.personal.values.participants.3.name', 'participants'],
    ['draft.values.contact_phone', 'contact_phone'],
    ['values.work_street', 'work_street'],
  ])('%s speaks of %s', (path, key) => expect(fieldOfPath(path)).toBe(key))

  it.each(['revision', 'values', 'values.unheard', 'events.0.author.name', ''])('%s speaks of no field', (path) => expect(fieldOfPath(path)).toBeNull())

  it('names each field once', () => {
    expect(fieldsOfPaths(['events.1.personal.values.note', 'draft.values.note', 'revision', 'values.title'])).toEqual(['note', 'title'])
  })
})
