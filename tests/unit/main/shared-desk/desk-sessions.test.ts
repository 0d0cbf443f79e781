import { describe, expect, test } from 'vitest'
import type { DeskQuestion } from '../../../../electron/main/shared-desk/desk-request'
import { createDeskSessions, type DeskSessions } from '../../../../electron/main/shared-desk/desk-sessions'
import type { SealedParcel } from '../../../../shared/desk-api/unsent-parcel'
import { err, ok } from '../../../../shared/lib/result'
import { testUuid } from '../../../support/drafts'

const desk = { origin: 'https://desk.example', trust: { fingerprints: [], authorities: '' } }
const wish = { login: 'a', password: 'b', installation: testUuid(1), takeOver: false }

/** A desk that answers everything so. */
function answering(status: number, json: unknown) {
  const asked: DeskQuestion[] = []
  const sessions = createDeskSessions(async (_desk, question) => {
    asked.push(question)
    return ok({ status, json })
  })
  return { sessions, asked }
}

describe('a desk that is tried', () => {
  test.each([
    [400, { code: 'malformed', paths: [] }, ok(undefined)],
    [429, { code: 'too-many-tries' }, ok(undefined)],
    [401, { code: 'unauthorized' }, err({ code: 'one-seat' })],
    [404, { code: 'not-found' }, err({ code: 'newer' })],
    [503, { code: 'not-ready' }, err({ code: 'not-ready' })],
    [200, { hello: 'world' }, err({ code: 'not-a-desk' })],
    [404, null, err({ code: 'not-a-desk' })],
    [400, { error: 'Bad Request' }, err({ code: 'not-a-desk' })],
  ])('by %i %j', async (status, json, result) => {
    const { sessions, asked } = answering(status, json)
    expect(await sessions.test(desk)).toEqual(result)
    expect(JSON.stringify(asked)).not.toContain('password')
  })

  test('and is not there, is told with the reason', async () => {
    const sessions = createDeskSessions(async () => err({ code: 'refused' }))
    expect(await sessions.test(desk)).toEqual(err({ code: 'refused' }))
  })
})

describe('signing in', () => {
  test.each([
    [401, { code: 'wrong-credentials' }, { code: 'wrong-credentials' }],
    [423, { code: 'locked-out', until: 5 }, { code: 'locked-out', until: 5 }],
    [409, { code: 'signed-in-elsewhere', seat: '1002', since: 5 }, { code: 'signed-in-elsewhere', seat: '1002', since: 5 }],
    [403, { code: 'no-seat' }, { code: 'no-seat' }],
    [503, { code: 'not-ready' }, { code: 'not-ready' }],
    [500, { code: 'internal' }, { code: 'not-ready' }],
    [200, { token: 'short' }, { code: 'newer' }],
    [502, 'Bad Gateway', { code: 'not-a-desk' }],
  ])('is refused by %i %j', async (status, json, error) => {
    expect(await answering(status, json).sessions.signIn(desk, wish)).toEqual(err(error))
  })
})

describe('a session', () => {
  test.each([
    [{ code: 'unauthorized' }, 'session-ended'],
    [{ code: 'unauthorized', reason: 'revoked' }, 'session-revoked'],
    [{ code: 'unauthorized', reason: 'taken-over' }, 'taken-over'],
    [{ code: 'unauthorized', reason: 'expired' }, 'session-expired'],
  ])('is ended by %j', async (json, end) => {
    expect(await answering(401, json).sessions.look(desk, 't')).toEqual(err({ code: 'ended', end }))
  })

  test('is not ended by a proxy on the way that asks for a password of its own', async () => {
    expect(await answering(401, { message: 'Proxy login required' }).sessions.look(desk, 't')).toEqual(err({ code: 'not-a-desk' }))
  })

  test('is not ended by a desk that has trouble of its own', async () => {
    expect(await answering(503, { code: 'not-ready' }).sessions.look(desk, 't')).toEqual(err({ code: 'not-ready' }))
  })

  test.each([
    [422, { code: 'refused', reason: 'wrong-credentials' }, { code: 'wrong-password' }],
    [422, { code: 'refused', reason: 'too-weak' }, { code: 'too-short' }],
    [400, { code: 'malformed' }, { code: 'too-short' }],
    [401, { code: 'unauthorized' }, { code: 'ended' }],
    [500, { code: 'internal' }, { code: 'not-ready' }],
    [500, null, { code: 'not-a-desk' }],
  ])('does not change its password for %i %j', async (status, json, error) => {
    expect(await answering(status, json).sessions.changePassword(desk, 't', { old: 'a', new: 'b' })).toEqual(err(error))
  })
})

describe('a parcel that is brought', () => {
  const parcel: SealedParcel = { version: 1, id: testUuid(5), wrapped: 'AAAA', iv: 'AAAA', content: 'AAAA' }
  const refused = { kind: 'refused', id: testUuid(4), error: { code: 'malformed', paths: [] } }

  test.each<[number, unknown, Awaited<ReturnType<DeskSessions['deliver']>>]>([
    [200, { results: [{ kind: 'accepted', id: testUuid(4), receipts: [] }] }, ok(true)],
    [200, { results: [refused] }, ok(false)],
    [422, { code: 'refused', reason: 'parcel-author' }, err({ code: 'desk-refuses' })],
    [400, { code: 'malformed', paths: [] }, err({ code: 'desk-refuses' })],
    [500, { code: 'internal' }, err({ code: 'desk-refuses' })],
    [413, { code: 'too-large' }, err({ code: 'desk-refuses' })],
    [413, null, err({ code: 'desk-refuses' })],
    [403, { code: 'forbidden', reason: 'write-orders' }, err({ code: 'not-allowed' })],
    [401, { code: 'unauthorized' }, err({ code: 'one-seat' })],
    [404, { code: 'not-found' }, err({ code: 'newer' })],
    [503, { code: 'not-ready' }, err({ code: 'not-ready' })],
    [502, null, err({ code: 'not-a-desk' })],
  ])('is answered by %i %j', async (status, json, result) => {
    expect(await answering(status, json).sessions.deliver(desk, 't', parcel)).toEqual(result)
  })
})
