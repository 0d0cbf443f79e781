import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeRecoveryKey, openParcel } from '../../../../electron/desk/people/recovery-key'
import { createParcelFiles } from '../../../../electron/main/shared-desk/parcel-files'
import { parcelHandlers, type ParcelPorts } from '../../../../electron/main/shared-desk/parcel-handlers'
import { keepParcels } from '../../../../renderer/console/app/keep-parcels'
import { sealParcel } from '../../../../renderer/storage/seal-parcel'
import type { Session } from '../../../../shared/desk-api/sessions'
import type { SealedParcel } from '../../../../shared/desk-api/unsent-parcel'
import { err, ok } from '../../../../shared/lib/result'
import type { OutboxEntry } from '../../../../shared/outbox/outbox'
import { draftOf, submissionOfDraft, testUuid, wageComplaint } from '../../../support/drafts'

const stores = { mine: testUuid(1), hers: testUuid(2) }
const { events } = submissionOfDraft(draftOf(1, { values: wageComplaint }))
const content = { author: { personId: testUuid(3), seat: '1001' }, token: 'a token', submissions: [{ id: testUuid(4), events: [...events] }] }
const parcel: SealedParcel = { version: 1, id: testUuid(5), wrapped: 'AAAA', iv: 'AAAA', content: 'AAAA' }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parcels-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function seat(change: Partial<Pick<ParcelPorts, 'access' | 'files'>> = {}) {
  const sent: string[] = []
  const answers: Awaited<ReturnType<ParcelPorts['sessions']['deliver']>>[] = []
  const looks: Awaited<ReturnType<ParcelPorts['sessions']['look']>>[] = []
  const files = createParcelFiles(folder)
  const handlers = parcelHandlers({
    files,
    people: { all: () => Object.values(stores).map((store) => ({ store, deskId: testUuid(8), personId: testUuid(9), login: 'x', isLeft: false })) },
    access: { state: () => ({ state: 'signed-in', agent: { id: 'a', number: '1', name: 'a' } }), store: () => stores.mine, link: () => ({ kind: 'with-desk', token: 't' }) },
    sessions: {
      async deliver(_desk, _token, brought) {
        sent.push(brought.id)
        return answers.shift() ?? ok(true)
      },
      look: async () => looks.shift() ?? err({ code: 'timed-out' }),
    },
    log: { info() {}, warning() {}, error() {} },
    desk: () => ({ origin: 'https://desk.example', trust: { fingerprints: [], authorities: '' } }),
    ...change,
  })
  return { handlers, files, sent, answers, looks }
}

describe('work that is sealed to the desk', () => {
  test('is opened by the desk, and by nobody without its key or under another id', async () => {
    const key = await makeRecoveryKey()
    const sealed = await sealParcel(testUuid(6), content, key.publicKey)
    expect(openParcel(sealed, key.privateKey)).toEqual(ok(content))
    expect(JSON.stringify(sealed)).not.toContain(events[0]?.id ?? '')
    expect(openParcel({ ...sealed, id: testUuid(7) }, key.privateKey)).toEqual(err('parcel-not-for-this-desk'))
    expect(openParcel(sealed, (await makeRecoveryKey()).privateKey)).toEqual(err('parcel-not-for-this-desk'))
  })

  test('of others is counted, brought and gone; one\'s own stays', async () => {
    const { handlers, files, sent } = seat()
    await files.keep(stores.hers, testUuid(4), parcel)
    await handlers.keepParcel({ id: testUuid(4), parcel: { ...parcel, id: testUuid(55) } })
    expect(await handlers.othersUnsent(undefined)).toMatchObject({ ok: true, value: { count: 1 } })
    expect(await handlers.deliverOthers(undefined)).toEqual(ok({ delivered: 1, refused: 0, left: 0 }))
    expect(sent).toEqual([parcel.id])
    expect(await handlers.othersUnsent(undefined)).toEqual(ok({ count: 0, oldestAt: null }))
    expect(await handlers.ownParcels(undefined)).toEqual(ok({ ids: [testUuid(4)] }))
  })

  test('that the desk does not take, or that is damaged, stays where it is', async () => {
    const { handlers, files, answers } = seat()
    for (const number of [4, 5, 6]) await files.keep(stores.hers, testUuid(number), parcel)
    await writeFile(path.join(folder, 'people', stores.hers, 'parcels', `${testUuid(7)}.json`), 'rubbish')
    answers.push(ok(false), err({ code: 'desk-refuses' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(ok({ delivered: 1, refused: 3, left: 0 }))
    expect(await handlers.othersUnsent(undefined)).toMatchObject({ value: { count: 3 } })
  })

  test('stays when the desk goes away in the middle, and what went before is told as delivered', async () => {
    const { handlers, files, sent, answers } = seat()
    for (const number of [4, 5, 6]) await files.keep(stores.hers, testUuid(number), parcel)
    answers.push(ok(true), err({ code: 'unreachable' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(ok({ delivered: 1, refused: 0, left: 2 }))
    expect([sent.length, await handlers.othersUnsent(undefined)]).toMatchObject([2, { value: { count: 2 } }])
    answers.push(err({ code: 'unreachable' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(err({ code: 'desk-away' }))
  })

  test('that takes too long keeps nothing back while the desk answers; a desk that hangs is not asked on', async () => {
    const { handlers, files, sent, answers, looks } = seat()
    for (const number of [4, 5, 6]) await files.keep(stores.hers, testUuid(number), parcel)
    answers.push(err({ code: 'timed-out' }))
    looks.push(ok({} as Session))
    expect(await handlers.deliverOthers(undefined)).toEqual(ok({ delivered: 2, refused: 0, left: 1 }))
    answers.push(err({ code: 'timed-out' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(err({ code: 'desk-away' }))
    expect([sent.length, await handlers.othersUnsent(undefined)]).toMatchObject([4, { value: { count: 1 } }])
  })

  test('is brought by nobody who may not', async () => {
    const { handlers, files, sent, answers } = seat()
    for (const number of [4, 5]) await files.keep(stores.hers, testUuid(number), parcel)
    answers.push(err({ code: 'not-allowed' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(err({ code: 'not-allowed' }))
    expect([sent.length, await handlers.othersUnsent(undefined)]).toMatchObject([1, { value: { count: 2 } }])
  })

  test('that was delivered and cannot be taken away here keeps nothing back', async () => {
    const { handlers, files, sent } = seat({ files: { ...createParcelFiles(folder), drop: async () => Promise.reject(new Error('in use')) } })
    for (const number of [4, 5]) await files.keep(stores.hers, testUuid(number), parcel)
    expect(await handlers.deliverOthers(undefined)).toEqual(ok({ delivered: 2, refused: 0, left: 0 }))
    expect(sent).toHaveLength(2)
  })

  test('is nothing to a seat that nobody has signed in to, and to one without a shared desk', async () => {
    const { handlers } = seat({ access: { state: () => ({ state: 'signed-out' }), store: () => null, link: () => null } })
    expect(await handlers.keepParcel({ id: testUuid(4), parcel })).toEqual(err({ code: 'not-signed-in' }))
    expect(await handlers.deliverOthers(undefined)).toEqual(err({ code: 'not-signed-in' }))
    expect(await parcelHandlers(null).othersUnsent(undefined)).toEqual(ok({ count: 0, oldestAt: null }))
  })
})

describe('what waits in the outbox', () => {
  const entry = (number: number, state: 'waiting' | 'accepted' | 'refused', draftRevision = 1) =>
    ({ id: testUuid(number), events, draftRevision, delivery: { state } }) as unknown as OutboxEntry

  function outbox() {
    let entries: readonly OutboxEntry[] = []
    let tell = () => undefined as void
    const { handlers, files } = seat()
    const sealed: string[] = []
    const begin = () => keepParcels({
      lingxi: { ...handlers, deskConnection: async () => err({ code: 'without-desk', since: 1 }), reportProblem: async () => ok(undefined) } as never,
      outbox: { entries: () => entries, subscribe: (listener) => ((tell = listener), () => undefined) },
      session: { recoveryKey: 'key' },
      author: content.author,
      newId: () => testUuid(100 + sealed.length),
      seal: async (id, inside) => {
        sealed.push(`${inside.submissions[0]?.id} ${inside.token}`)
        return { ...parcel, id }
      },
    })
    const ids = async () => (await files.of(stores.mine)).map(({ id }) => id).sort()
    return { begin, files, sealed, ids, now: (next: readonly OutboxEntry[]) => ((entries = next), tell()) }
  }

  test('is sealed once, again in another revision, stays when the desk refuses it, and goes when the desk has it', async () => {
    const { begin, sealed, ids, now } = outbox()
    begin()
    now([entry(1, 'waiting'), entry(2, 'waiting')])
    await expect.poll(ids).toEqual([testUuid(1), testUuid(2)])
    now([entry(1, 'waiting'), entry(2, 'waiting')])
    now([entry(1, 'waiting', 2), entry(2, 'waiting')])
    await expect.poll(() => sealed.length).toBe(3)
    now([entry(1, 'accepted', 2), entry(2, 'refused')])
    await expect.poll(ids).toEqual([testUuid(2)])
    now([entry(1, 'accepted', 2), entry(2, 'accepted')])
    await expect.poll(ids).toEqual([])
    expect(sealed.every((each) => each.endsWith(' null'))).toBe(true)
  })

  test('of an earlier load is sealed again where it is still owed, and goes where it is not', async () => {
    const { begin, files, sealed, ids, now } = outbox()
    await files.keep(stores.mine, testUuid(1), parcel)
    await files.keep(stores.mine, testUuid(2), parcel)
    now([entry(2, 'waiting')])
    begin()
    await expect.poll(ids).toEqual([testUuid(2)])
    await expect.poll(() => sealed).toEqual([`${testUuid(2)} null`])
  })
})
