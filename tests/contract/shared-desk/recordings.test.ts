import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditPageSchema, auditRoutes, type AuditEntry } from '../../../shared/desk-api/audit'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { keptAnswerSchema, recordingRoutes, recordingsAnswerSchema } from '../../../shared/desk-api/recordings'
import { epochMs } from '../../../shared/lib/clock'
import { may } from '../../../shared/people/permissions'
import { roleSchema, type Role } from '../../../shared/people/role'
import type { Draft } from '../../../shared/tickets/draft'
import { draftOf, eventsOf, morning, noProposal, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'
import { toneWav } from '../../support/wav'

const clock = { now: () => epochMs(morning + 3_600_000) }
const roles = roleSchema.options
const sound = toneWav(3)
const ticketOf = (number: number) => draftOf(number).ticketId

describe.skipIf(!postgres15.isThere)(`recordings at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let place: string
  const tokens = new Map<string, string>()
  const ids = new Map<string, string>()
  const join = async (login: string, held: readonly Role[], at?: string) => {
    ids.set(login, await desk.person(login, held, at))
    tokens.set(login, (await desk.signIn(login)).token)
  }
  const ask = (route: string, login: string, body: unknown) => desk.call(route, { token: tokens.get(login) ?? '', body })
  const order = (number: number, queueCallId: string | null, spread: Partial<Draft> = {}, startedAt: number = morning + number) => {
    const draft = draftOf(number, { values: wageComplaint, ...spread })
    return { ...draft, call: { ...draft.call, queueCallId, startedAt } }
  }
  const write = async (login: string, ...drafts: readonly Draft[]) => {
    for (const draft of drafts) expect(await ask(deskRoutes.events, login, { events: eventsOf(draft, { kind: 'sent-for-dispatch', proposal: noProposal }) })).toMatchObject({ status: 200 })
  }
  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'lingxi-desk-recordings-'))
    const recordingFolders = { folder: path.join(place, 'pbx'), keptFolder: path.join(place, 'kept') }
    await mkdir(path.join(recordingFolders.folder, 'under-way'), { recursive: true })
    await mkdir(recordingFolders.keptFolder)
    for (const id of ['call-1', 'call-2', 'call-3', 'call-9']) await writeFile(path.join(recordingFolders.folder, `${id}.wav`), sound)
    await writeFile(path.join(place, 'outside.wav'), sound)
    desk = await startTestDesk(await prepareDatabase(databases), { clock, recordingFolders })
    for (const role of roles) await join(role, [role], role === 'HANDLER' ? 'QXGH@500103' : undefined)
    await write(
      'AGENT', order(1, 'call-1'), order(2, 'call-2', { values: { ...wageComplaint, confidential: true } }),
      // Two matters of one call, one of them secret; the number was withheld.
      order(3, 'call-3', {}, morning + 30), order(4, 'call-3', { values: { ...wageComplaint, confidential: true } }, morning + 30),
      order(5, '../outside'), order(6, null), order(7, 'call-7'),
    )
  })
  afterAll(async () => {
    await desk.stop()
    await rm(place, { recursive: true, force: true })
  })
  const listed = async (number: number, login = 'LEAD') => recordingsAnswerSchema.parse((await ask(recordingRoutes.ofOrder, login, { ticketId: ticketOf(number) })).body)
  const hear = async (login: string, number: number, id: string, why: unknown = { reason: 'quality', note: null }) => {
    const response = await fetch(`${desk.origin}${recordingRoutes.sound}`, {
      method: 'POST', headers: { Authorization: `Bearer ${tokens.get(login) ?? ''}` }, body: JSON.stringify({ ticketId: ticketOf(number), id, ...(why as object) }),
    })
    return { status: response.status, type: response.headers.get('Content-Type'), cache: response.headers.get('Cache-Control'), bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const auditOf = async (kind: AuditEntry['act']['kind']) =>
    auditPageSchema.parse((await ask(auditRoutes.read, 'ADMIN', { day: '2026-11-23', limit: 1000 })).body).rows.map(({ entry }) => entry).filter(({ act }) => act.kind === kind)

  it('are found by the name that the PBX gave the call of the order', async () => {
    expect(await listed(1)).toEqual({
      isConnected: true, mayHear: true, recordings: [{ id: 'call-1', startedAt: morning + 1, sound: 'there', seconds: 3, notice: null, lock: 'open' }],
    })
    expect((await listed(7)).recordings).toMatchObject([{ id: 'call-7', sound: 'gone', lock: 'open' }])
    expect((await listed(6)).recordings).toEqual([])
  })

  it.each(roles)('%s hears them by the right, and nobody else', async (role) => {
    const heard = await hear(role, 1, 'call-1')
    expect(heard).toMatchObject(may([role], 'play-recordings') ? { status: 200, type: 'audio/wav', cache: 'no-store' } : { status: 403 })
    if (heard.status === 200) expect(Buffer.compare(heard.bytes, sound)).toBe(0)
  })

  it('each playback is in the audit with who, which order and call, and why, before the first byte', async () => {
    const before = (await auditOf('recording-played')).length
    await hear('QC', 1, 'call-1', { reason: 'other', note: '来电人说话务员挂了电话' })
    await hear('QC', 1, 'call-1')
    expect((await auditOf('recording-played')).slice(before)).toEqual([
      { by: { kind: 'person', id: ids.get('QC'), seat: expect.any(String) }, act: { kind: 'recording-played', ticketId: ticketOf(1), recording: 'call-1', reason: 'other', note: '来电人说话务员挂了电话' } },
      { by: expect.anything(), act: { kind: 'recording-played', ticketId: ticketOf(1), recording: 'call-1', reason: 'quality', note: null } },
    ])
  })

  it.each([{}, { reason: 'curious', note: null }, { reason: 'other', note: null }, { reason: 'other', note: ' ' }, { reason: 'quality', note: 'x'.repeat(201) }])('%j is no reason', async (why) => {
    const before = (await auditOf('recording-played')).length
    expect((await hear('LEAD', 1, 'call-1', why)).status).toBe(400)
    expect(await auditOf('recording-played')).toHaveLength(before)
  })

  it('a call of another order, or of none, is not to be had by naming it, nor is any other file', async () => {
    const before = (await auditOf('recording-played')).length
    for (const id of ['call-2', 'call-9']) expect((await hear('LEAD', 1, id)).status).toBe(404)
    for (const id of ['../outside', '..', '/etc/hostname', 'under-way/call-1', '.hidden', '']) expect((await hear('LEAD', 1, id)).status).toBe(400)
    expect((await listed(5)).recordings).toEqual([])
    expect((await hear('LEAD', 5, 'outside')).status).toBe(404)
    expect((await hear('LEAD', 7, 'call-7')).status).toBe(404)
    expect((await ask(recordingRoutes.ofOrder, 'LEAD', { ticketId: testUuid(77) })).status).toBe(404)
    expect(await auditOf('recording-played')).toHaveLength(before)
  })

  it('of a secret order only for whoever may know who called; also by way of the other order of that call', async () => {
    for (const number of [2, 3, 4]) {
      const id = number === 2 ? 'call-2' : 'call-3'
      // By its recording's id the one order would be known for the other one's call.
      expect(await listed(number, 'QC')).toMatchObject({ isConnected: true, mayHear: false, recordings: [] })
      for (const guessed of [id, 'call-1', 'call-9']) expect((await hear('QC', number, guessed)).status).toBe(403)
      expect(await listed(number)).toMatchObject({ mayHear: true })
      expect((await hear('LEAD', number, id)).status).toBe(200)
    }
  })

  it('is locked by a lead, and the audit says so; a checker of quality locks nothing', async () => {
    expect((await ask(recordingRoutes.lock, 'QC', { ticketId: ticketOf(1), id: 'call-1' })).status).toBe(403)
    expect((await listed(1)).recordings).toMatchObject([{ lock: 'open' }])
    expect(keptAnswerSchema.parse((await ask(recordingRoutes.lock, 'LEAD', { ticketId: ticketOf(1), id: 'call-1' })).body)).toEqual({ lock: 'locked' })
    expect((await listed(1)).recordings).toMatchObject([{ lock: 'locked' }])
    expect(await auditOf('recording-kept')).toContainEqual({ by: expect.objectContaining({ id: ids.get('LEAD') }), act: { kind: 'recording-kept', recording: 'call-1', ticketId: ticketOf(1), lock: 'locked' } })
    await rm(path.join(place, 'pbx', 'call-1.wav'))
    expect((await hear('LEAD', 1, 'call-1')).status).toBe(200)
    expect((await ask(recordingRoutes.lock, 'LEAD', { ticketId: ticketOf(1), id: 'call-9' })).status).toBe(404)
  })

  it('is asked for by the seat that has the call, under RED, before there is an order', async () => {
    await writeFile(path.join(place, 'pbx', 'under-way', 'call-8.wav'), toneWav(0))
    expect((await ask(recordingRoutes.keep, 'AGENT', { id: 'call-8' })).body).toEqual({ lock: 'asked' })
    expect((await ask(recordingRoutes.keep, 'AGENT', { id: 'call-99' })).body).toEqual({ lock: 'by-hand' })
    expect((await ask(recordingRoutes.keep, 'AGENT', { id: '../x' })).status).toBe(400)
    expect(await auditOf('recording-kept')).toContainEqual({ by: expect.objectContaining({ id: ids.get('AGENT') }), act: { kind: 'recording-kept', recording: 'call-8', lock: 'asked' } })
  })
})

describe.skipIf(!postgres15.isThere)(`a shared desk without recordings${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)

  it('says so, and claims nothing', async () => {
    const desk = await startTestDesk(await prepareDatabase(databases), { clock })
    for (const role of ['AGENT', 'LEAD'] as const) await desk.person(role, [role])
    const [agent, lead] = [(await desk.signIn('AGENT')).token, (await desk.signIn('LEAD')).token]
    const draft = draftOf(1, { values: wageComplaint })
    const written = { ...draft, call: { ...draft.call, queueCallId: 'call-1' } }
    await desk.call(deskRoutes.events, { token: agent, body: { events: eventsOf(written, { kind: 'sent-for-dispatch', proposal: noProposal }) } })
    expect((await desk.call(recordingRoutes.ofOrder, { token: lead, body: { ticketId: ticketOf(1) } })).body).toEqual({ isConnected: false, mayHear: true, recordings: [] })
    expect((await desk.call(recordingRoutes.sound, { token: lead, body: { ticketId: ticketOf(1), id: 'call-1', reason: 'quality', note: null } })).status).toBe(404)
    expect((await desk.call(recordingRoutes.keep, { token: agent, body: { id: 'call-1' } })).body).toEqual({ lock: 'by-hand' })
    await desk.stop()
  })
})
