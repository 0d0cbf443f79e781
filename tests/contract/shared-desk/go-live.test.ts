import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrationRoutes } from '../../../shared/desk-api/administration'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { recordRoutes, type RecordKind } from '../../../shared/desk-api/desk-records'
import { shippedUnits } from '../../../shared/desk-book/shipped-entries'
import { goLiveCheck, type GoLiveCheckId, type GoLiveEvidence } from '../../../shared/golive/go-live-check'
import { lightOf } from '../../../shared/golive/go-live-light'
import { goLiveRoutes, goLiveSheetSchema, keptGoLiveResults } from '../../../shared/golive/go-live-sheet'
import { shippedKnowledgeBase } from '../../../shared/knowledge/knowledge-base'
import { epochMs } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { morning } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const dialled: GoLiveEvidence = { kind: 'dialled', number: '9015400000012', toMobile: true, startedAt: 1_000, answeredAt: 4_000, endedAt: 9_000, sipCode: null, heard: true, note: '本人接听' }

describe.skipIf(!postgres15.isThere)(`the go-live sheet of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let token: string
  let now: number = morning
  beforeAll(async () => {
    desk = await startTestDesk(await prepareDatabase(databases), { clock: { now: () => epochMs(now) } })
    await desk.person('root', ['ADMIN'])
    await desk.person('wang', ['AGENT'])
    token = (await desk.signIn('root')).token
  })
  afterAll(() => desk.stop())

  const sheet = async () => goLiveSheetSchema.parse((await desk.call(goLiveRoutes.sheet, { token })).body)
  const show = (check: GoLiveCheckId, evidence: GoLiveEvidence) => desk.call(goLiveRoutes.sheet, { token, body: { check, evidence } })
  const put = (kind: RecordKind, key: string, value: unknown) => desk.call(recordRoutes.record, { method: 'PUT', token, body: { kind, key, value, isActive: true, version: 0 } })
  const light = async (id: GoLiveCheckId) => {
    const all = await sheet()
    const { results, finding } = all.checks.find((check) => check.id === id)!
    return lightOf(goLiveCheck(id), { result: results[0] ?? null, finding }, all.ages, all.now)
  }
  const finding = async (id: GoLiveCheckId) => (await sheet()).checks.find((check) => check.id === id)?.finding

  it('keeps who has shown what and when, with the number of a colleague masked', async () => {
    expect(await light('duty-night')).toEqual({ light: 'red', why: 'never' })
    expect((await show('duty-night', dialled)).status).toBe(200)
    const [result] = (await sheet()).checks.find(({ id }) => id === 'duty-night')?.results ?? []
    expect(result).toMatchObject({ at: now, by: { name: 'root' }, evidence: { number: '90154****0012', heard: true } })
    expect((await light('duty-night')).light).toBe('green')
    const audit = auditPageSchema.parse((await desk.call(auditRoutes.read, { token, body: { day: localDateOf(epochMs(now)) } })).body)
    expect(audit.rows.map(({ entry }) => entry.act)).toContainEqual({ kind: 'go-live-shown', check: 'duty-night', isGood: true })
  })

  it('turns red again after the days of the rule, without anybody doing anything', async () => {
    await put('policies', 'goLive', { routeDays: 2, lineDays: 2, restoreDays: 2, certificateDays: 30 })
    now += 2 * 86_400_000
    token = (await desk.signIn('root', { takeOver: true })).token
    expect(await light('duty-night')).toEqual({ light: 'red', why: 'too-old' })
  })

  it('takes no evidence of another kind for a check', async () => {
    expect(await show('next-year', dialled)).toEqual({ status: 422, body: { code: 'refused', reason: 'other-proof' } })
    expect(await show('route-110', { kind: 'statement', on: '2026-11-28', until: null, note: '相信我' })).toMatchObject({ status: 422 })
  })

  it('keeps the newest results of several who show the same thing at once', async () => {
    const answers = await Promise.all(Array.from({ length: keptGoLiveResults + 3 }, (_, index) => show('route-110', { ...dialled, number: '110', toMobile: false, note: `${index}` })))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const { results } = (await sheet()).checks.find(({ id }) => id === 'route-110')!
    expect(new Set(results.map(({ evidence }) => (evidence.kind === 'dialled' ? evidence.note : ''))).size).toBe(keptGoLiveResults)
  }, 60_000)

  it('sees for itself whether an agent has reached the desk from a console', async () => {
    expect(await finding('desk-reached')).toMatchObject({ isGood: false, code: 'no-agent-yet' })
    await desk.signIn('wang')
    expect(await finding('desk-reached')).toEqual({ isGood: true, code: 'seats-in-use', facts: { count: 1 } })
  })

  it('sees for itself whether the working days of next year are there', async () => {
    expect(await finding('next-year')).toMatchObject({ isGood: false, facts: { year: 2027 } })
    await put('calendar', '2027', { off: ['2027-01-01'], weekendWorkdays: [], source: '国办' })
    now += 5_000
    expect(await finding('next-year')).toMatchObject({ isGood: true })
  })

  it('sees for itself whether every figure of the city holds today', async () => {
    const [first, ...rest] = shippedKnowledgeBase().localFigures
    for (const { code } of rest) await put('figures', code, { value: '1', from: null, to: null, document: null })
    await put('figures', first!.code, { value: '1', from: null, to: '2026-01-01', document: null })
    expect(await finding('local-figures')).toEqual({ isGood: false, code: 'figures-lacking', facts: { codes: first!.code, count: 1 } })
  })

  it('sees for itself whether every unit can be rung at night, and one in a pocket', async () => {
    for (const { key, value } of shippedUnits()) await put('units', key, { ...(value as object), dayPhones: ['023-90000012'], nightPhones: ['154 0000 0012'] })
    expect(await finding('unit-phones')).toMatchObject({ isGood: true })
    const last = shippedUnits().at(-1)!
    await desk.call(recordRoutes.record, { method: 'PUT', token, body: { kind: 'units', key: last.key, value: { ...(last.value as object), dayPhones: ['023-90000012'], nightPhones: ['023-90000012'] }, isActive: true, version: 1 } })
    expect(await finding('unit-phones')).toMatchObject({ isGood: false, code: 'unit-no-mobile', facts: { unit: last.key, count: 1 } })
  })

  it('is no list that anybody edits by another road', async () => {
    expect((await put('golive' as RecordKind, 'route-110', { results: [] })).status).toBe(400)
    expect((await desk.call(recordRoutes.lists, { token, body: { kind: 'golive' } })).status).toBe(400)
  })

  it('says that a telephone line without encryption has no certificate to look at', async () => {
    expect(await finding('certificates')).toMatchObject({ isGood: false, code: 'certificate-desk-unseen' })
    await desk.call(administrationRoutes.seats, { token, body: { code: null, name: '', sip: { serverUrls: ['ws://127.0.0.1:1/ws'], user: '1', domain: 'x', password: 'p', iceServers: [] } } })
    expect(await finding('certificates')).toMatchObject({ isGood: false })
    await show('certificates', { kind: 'statement', on: '2026-11-29', until: '2027-11-29', note: '代理上的证书' })
    expect((await light('certificates')).light).toBe('green')
  })
})
