import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../electron/desk/server/commands'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { urlOf } from '../../support/desk/running-server'
import { prepareDatabase, startTestDesk, testSecret } from '../../support/desk/shared-desk'
import { systemClock, systemTimers } from '../../support/desk/system-time'

const headings = '工单编号,受理时间,状态,来电号码,姓名,内容'
const mapping = { columns: { number: '工单编号', createdAt: '受理时间', state: '状态', phone: '来电号码', name: '姓名', summary: '内容' }, values: { state: { 已办结: 'CLOSED' } } }
const rowOf = (number: number) => `CQ-${number},2024-03-05 09:30,已办结,15400000012,秦木根,"欠薪，第${number}次"`

describe.skipIf(!postgres15.isThere)(`history of an older system${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let folder: string
  beforeEach(async () => {
    address = await prepareDatabase(databases)
    folder = await mkdtemp(path.join(tmpdir(), 'lingxi-history-'))
    await writeFile(path.join(folder, 'mapping.json'), JSON.stringify(mapping))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function bring(content: string | Uint8Array, { name = 'history.csv', options = [] as readonly string[] } = {}): Promise<string> {
    await writeFile(path.join(folder, name), content)
    let printed = ''
    const args = ['import-history', path.join(folder, name), path.join(folder, 'mapping.json'), '--refused', path.join(folder, 'refused'), ...options]
    const env = { DATABASE_URL: urlOf(address), LINGXI_DESK_SECRET: testSecret }
    await runCommand(args, { env, clock: systemClock, timers: systemTimers, random: Math.random, print: (text) => (printed += text) })
    return printed
  }
  const refused = async () => (await readFile(path.join(folder, 'refused'), 'utf8')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)
  async function historyOf(historyKey: string): Promise<number> {
    const desk = await startTestDesk(address)
    const changes = await desk.store.changesOfHistory(historyKey, 200)
    await desk.stop()
    return changes.length
  }

  it('is there at the first call: every row that can be taken, and each other one with its place and why', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => rowOf(index + 1))
    rows[10] = rows[10]!.replace('已办结', '搁置')
    rows[249] = rows[0]!
    expect(await bring([headings, ...rows].join('\n'))).toContain('250 rows, 248 taken, 2 not')
    expect(await refused()).toEqual([
      { row: 11, problem: { code: 'not-known', field: 'state' } },
      { row: 250, problem: { code: 'twice-in-file' } },
    ])
    expect(await historyOf('8615400000012')).toBe(200)
  })

  it('may be brought in again: nothing is there twice, and what says something else now is refused', async () => {
    await bring([headings, rowOf(1), rowOf(2)].join('\n'))
    expect(await bring([headings, rowOf(1), rowOf(2).replace('欠薪', '讨薪'), rowOf(3)].join('\n'))).toContain('3 rows, 2 taken, 1 not')
    expect(await refused()).toEqual([{ row: 2, problem: { code: 'event-id-reused' } }])
    expect(await historyOf('8615400000012')).toBe(3)
  })

  it('leaves nothing behind in a dry run, which says the same', async () => {
    expect(await bring([headings, rowOf(1), rowOf(2)].join('\n'), { options: ['--dry-run'] })).toContain('2 would be taken')
    expect(await historyOf('8615400000012')).toBe(0)
  })

  it('is read from JSON, and from a file that a Chinese spreadsheet has written', async () => {
    const json = JSON.stringify([{ 工单编号: 7, 受理时间: '2024-03-05', 状态: 'CLOSED', 来电号码: '15400000012', 姓名: '秦木根', 内容: null }])
    expect(await bring(json, { name: 'history.json' })).toContain('1 taken')
    await writeFile(path.join(folder, 'mapping.json'), JSON.stringify({
      columns: { number: 'no', createdAt: 'at', state: 'state' }, values: { state: { 已办结: 'CLOSED' } }, encoding: 'gb18030',
    }))
    const closed = Uint8Array.from([0xd2, 0xd1, 0xb0, 0xec, 0xbd, 0xe1])
    expect(await bring(Buffer.concat([Buffer.from('no,at,state\nX1,2024-03-05,'), closed, Buffer.from('\n')]))).toContain('1 taken')
  })

  it.each<[string, string, RegExp]>([
    ['a file that is not there', 'mapping.json', /history-unreadable/],
    ['a mapping that is none', 'history.csv', /mapping-malformed/],
  ])('says what is wrong with %s', async (_, given, code) => {
    await writeFile(path.join(folder, 'history.csv'), headings)
    const file = path.join(folder, given === 'mapping.json' ? 'nowhere.csv' : 'history.csv')
    const ports = { env: { DATABASE_URL: urlOf(address), LINGXI_DESK_SECRET: testSecret }, clock: systemClock, timers: systemTimers, random: Math.random, print: () => undefined }
    await expect(runCommand(['import-history', file, path.join(folder, given)], ports)).rejects.toThrow(code)
  })
})
