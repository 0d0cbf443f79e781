import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { asideWords } from '../../../../renderer/console/app/aside-words'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import callerCard from '../../../../shared/i18n/locales/zh-CN/callerCard.json'
import fields from '../../../../shared/i18n/locales/zh-CN/fields.json'
import outbox from '../../../../shared/i18n/locales/zh-CN/outbox.json'
import setAside from '../../../../shared/i18n/locales/zh-CN/setAside.json'
import { draftOf, eventsOf, wageComplaint } from '../../../support/drafts'

const description = '秦木根和段满仓被欠薪，电话139-1234-5678，身份证500999199003150013'
const values = {
  ...wageComplaint, caller_name: '秦木根', description, contact_person: '段满仓', callback_number: '15400000099', id_no: '500999199003150013',
  amount_owed_fen: 4_000_000, work_district: '500112', participants: [{ name: '覃国富', phone: '15400000012', amount_fen: 120_000 }],
}
const draft = draftOf(1, { values, risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: 1, source: 'agent' }], unread: { hired_on: '大概九月' } })

describe('the words of a record that fits no schema', () => {
  let t: TFunction
  beforeAll(async () => {
    const instance = i18next.createInstance()
    t = await instance.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { fields, outbox, callerCard, setAside } } }, interpolation: { escapeValue: false } })
  })
  const read = (plain: unknown) => asideWords(plain, { catalogue: catalogueIn('zh-CN'), homeArea: '023', t })
  const line = (plain: unknown, name: string) => read(plain).lines.filter((each) => each.name === name).map(({ value, masked }) => [value, masked])

  it('stand under the names of their fields, whole, and masked as everywhere', () => {
    expect(line(draft, '编号')).toEqual([[draft.number, draft.number]])
    expect(line(draft, '姓名')).toEqual([['秦木根', '秦**']])
    expect(line(draft, '联系人')).toEqual([['段满仓', '段**']])
    expect(line(draft, '回电')).toEqual([['15400000099', '154****0099']])
    expect(line(draft, '身份证号')).toEqual([['500999199003150013', '500999********0013']])
    expect(line(draft, '同诉求人员')).toEqual([['覃国富 15400000012 1,200.00', '覃** 154****0012 1,200.00']])
    expect(line(draft, '内容')).toEqual([[description, '秦**和段**被欠薪，电话139****5678，身份证500999********0013']])
    expect(line(draft, '金额')).toEqual([['40,000.00', '40,000.00']])
    expect(line(draft, '用工地区县').flat().join()).toMatch(/渝北/)
    expect(line(draft, '入职')).toEqual([['大概九月', '大概九月']])
    expect(line(draft, '风险标签').flat().join()).not.toMatch(/EXTREME|^$/)
    expect(read(draft).lines.map(({ value }) => value).join(' ')).not.toMatch(/0000-7000|-[0-9a-f]{12}/)
  })

  it('are found wherever they stand, and twice nowhere', () => {
    const journaled = { kind: 'submission-queued', content: { events: eventsOf(draft), draft } }
    expect(line(journaled, '内容')).toEqual(line(draft, '内容'))
    expect(line(journaled, '姓名')).toEqual([['秦木根', '秦**']])
  })

  it('are there still where the shape of everything is another one', () => {
    const odd = { values: { description: ['第一句', '第二句'], workers_count: '十来个', participants: '覃国富等人', complained_about: '工头 老段 15400000012', caller_name: '覃国富' }, more: { tel: '15400000012', code: 'XY-1', id: draft.id } }
    expect(line(odd, '内容')).toEqual([['第一句', '第一句'], ['第二句', '第二句']])
    expect(line(odd, '人数')).toEqual([['十来个', '十来个']])
    expect(line(odd, '同诉求人员')).toEqual([['覃国富等人', '覃**等人']])
    expect(line(odd, '其他文字')).toEqual([['工头 老段 15400000012', '工头 老段 154****0012'], ['15400000012', '154****0012']])
    for (const nothing of [null, 7, [], {}, 'x']) expect(read(nothing).lines).toEqual([])
  })

  it('of a secret caller are told to be so', () => {
    expect([read(draft).isSecret, read({ values: { confidential: true } }).isSecret]).toEqual([false, true])
  })
})
