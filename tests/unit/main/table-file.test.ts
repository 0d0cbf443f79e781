import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTableFile } from '../../../electron/main/table-file'

let folder: string
let errors: string[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'table-'))
  errors = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const target = () => path.join(folder, 'orders.csv')
const tableFile = (askPath: () => Promise<string | null> = async () => target()) =>
  createTableFile({ log: { info() {}, warning() {}, error: (event) => void errors.push(event) }, askPath })
const names = () => readdir(folder)

describe('a table that a page writes piece by piece', () => {
  it('is there under its name once it is whole, for nobody else to read', async () => {
    const table = tableFile()
    expect(await table.beginTable({ name: 'orders', kind: 'csv' })).toEqual({ ok: true, value: { begun: true } })
    for (const text of ['单号\r\n', '1\r\n']) expect((await table.addToTable({ text })).ok).toBe(true)
    expect(await names()).not.toContain('orders.csv')
    expect((await table.endTable({ keep: true })).ok).toBe(true)
    expect(await readFile(target(), 'utf8')).toBe('单号\r\n1\r\n')
    expect((await stat(target())).mode & 0o777).toBe(0o600)
    expect(await names()).toEqual(['orders.csv'])
  })

  it.each(['ended without being kept', 'left by a page that is gone', 'begun anew'] as const)('%s leaves nothing, and what was there before stays', async (how) => {
    await writeFile(target(), 'before')
    const table = tableFile()
    await table.beginTable({ name: 'orders', kind: 'csv' })
    await table.addToTable({ text: 'half' })
    if (how === 'begun anew') await table.beginTable({ name: 'orders', kind: 'csv' })
    if (how === 'left by a page that is gone') await table.drop()
    else await table.endTable({ keep: false })
    expect(await names()).toEqual(['orders.csv'])
    expect(await readFile(target(), 'utf8')).toBe('before')
    expect(await table.addToTable({ text: 'more' })).toMatchObject({ ok: false, error: { code: 'not-saved' } })
    expect(await table.endTable({ keep: true })).toMatchObject({ ok: false, error: { code: 'not-saved' } })
  })

  it('holds up nobody who ends the program while a place is still looked for', async () => {
    const table = tableFile(() => new Promise(() => undefined))
    void table.beginTable({ name: 'orders', kind: 'csv' })
    await table.drop()
    expect(await names()).toEqual([])
  })

  it('is none where the person would rather not', async () => {
    expect(await tableFile(async () => null).beginTable({ name: 'orders', kind: 'csv' })).toEqual({ ok: true, value: { begun: false } })
    expect(await names()).toEqual([])
  })

  it('says that a place does not take it', async () => {
    expect(await tableFile(async () => path.join(folder, 'gone', 'orders.csv')).beginTable({ name: 'orders', kind: 'csv' })).toMatchObject({ ok: false, error: { code: 'not-saved' } })
    expect(errors).toEqual(['table-not-saved'])
  })
})
