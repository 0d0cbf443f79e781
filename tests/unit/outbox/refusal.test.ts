import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { fieldsOfRefusal, refusalWords } from '../../../renderer/console/features/outbox/refusal'
import enApp from '../../../shared/i18n/locales/en/app.json'
import enCapture from '../../../shared/i18n/locales/en/capture.json'
import enFields from '../../../shared/i18n/locales/en/fields.json'
import enOutbox from '../../../shared/i18n/locales/en/outbox.json'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import capture from '../../../shared/i18n/locales/zh-CN/capture.json'
import fields from '../../../shared/i18n/locales/zh-CN/fields.json'
import outbox from '../../../shared/i18n/locales/zh-CN/outbox.json'
import type { DeliveryRefusal } from '../../../shared/outbox/delivery-refusal'

const resources = { 'zh-CN': { translation: { app, capture, fields, outbox } }, en: { translation: { app: enApp, capture: enCapture, fields: enFields, outbox: enOutbox } } }
const words = async (language: 'zh-CN' | 'en', refusal: DeliveryRefusal) => {
  const instance = i18next.createInstance()
  return refusalWords(refusal, await instance.init({ lng: language, resources, interpolation: { escapeValue: false } }))
}
const malformed = (...paths: string[]): DeliveryRefusal => ({ code: 'malformed', eventId: null, reason: null, paths })
const missing = (reason: string): DeliveryRefusal => ({ code: 'refused', eventId: null, reason, paths: [] })

describe('an order that the desk sent back', () => {
  it('says which fields it could not read, in both languages', async () => {
    const refusal = malformed('events.2.personal.values.contact_phone', 'events.2.data.values.work_street', 'events.2.personal.values.contact_phone')
    expect(await words('zh-CN', refusal)).toBe('单位电话、镇街 太长或不合格式，请打开修改。')
    expect(await words('en', refusal)).toBe(`${enFields.contact_phone}, ${enFields.work_street}: too long or malformed; open and repair.`)
  })

  it('says in general that something is wrong where nobody has typed it', async () => {
    expect(await words('zh-CN', malformed('events.0.author.seat'))).toBe(outbox.refused.malformed)
    expect(await words('zh-CN', missing('content-missing'))).toBe(outbox.refused['content-missing'])
    expect(await words('zh-CN', missing('a reason of a later desk'))).toBe(outbox.refused.other)
  })

  it('is mended at the fields that it is about', () => {
    expect(fieldsOfRefusal(malformed('events.1.personal.values.note', 'events.2.data.values.title'))).toEqual(['note', 'title'])
    expect(['type-missing', 'category-missing', 'content-missing', 'place-missing', 'not-in-this-state'].map((reason) => fieldsOfRefusal(missing(reason)))).toEqual([
      ['request_type'], ['category'], ['description'], ['work_district'], [],
    ])
  })
})
