import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rootDir } from '../../electron/dev/paths.mjs'

/** What each file of a planted tree does wrong. Paths are those of the project; the files exist only in the test's own tree. */
const violations: Readonly<Record<string, { readonly code: string; readonly rule: string }>> = {
  'shared/calls/imports-electron-side.ts': { code: `import '../../electron/main/main'`, rule: 'borders(imports)' },
  'shared/calls/imports-renderer-type.ts': { code: `export type { A } from '../../renderer/ui/tokens'`, rule: 'borders(imports)' },
  'shared/calls/imports-a-framework.ts': { code: `import 'react'`, rule: 'borders(imports)' },
  'shared/calls/imports-tests.ts': { code: `import '../../tests/support/pbx'`, rule: 'borders(imports)' },
  'shared/calls/logs.ts': { code: `console.log('a call')`, rule: 'eslint(no-console)' },
  'shared/calls/default-export.ts': { code: `export default 1`, rule: 'import(no-default-export)' },
  'shared/calls/any.ts': { code: `export const call: any = 1`, rule: 'typescript(no-explicit-any)' },
  'shared/calls/index.ts': { code: `export const call = 1`, rule: 'borders(no-barrel)' },
  'shared/calls/passes-on.ts': { code: `export * from './call'`, rule: 'borders(no-barrel)' },
  'electron/desk/imports-electron.ts': { code: `import 'electron'`, rule: 'borders(imports)' },
  'electron/desk/imports-main.ts': { code: `import '../main/main'`, rule: 'borders(imports)' },
  'electron/desk/imports-preload.ts': { code: `import '../preload/console'`, rule: 'borders(imports)' },
  'electron/desk/imports-dev.ts': { code: `import '../dev/paths.mjs'`, rule: 'borders(imports)' },
  'electron/desk/people/measures-outside-http.ts': { code: `import 'prom-client'`, rule: 'borders(imports)' },
  'electron/desk/people/reads-tables-of-text.ts': { code: `import 'csv-parse'`, rule: 'borders(imports)' },
  'electron/desk/people/unpacks-archives.ts': { code: `import 'fflate'`, rule: 'borders(imports)' },
  'renderer/console/app/reads-xml.ts': { code: `import 'saxes'`, rule: 'borders(imports)' },
  'electron/desk/uses-sql-outside-the-store.ts': { code: `import 'kysely'`, rule: 'borders(imports)' },
  'electron/desk/http/connects-to-postgres.ts': { code: `export const pg = import('pg')`, rule: 'borders(imports)' },
  'electron/main/imports-desk.ts': { code: `import type { A } from '../desk/desk'\nexport type B = A`, rule: 'borders(imports)' },
  'electron/main/serves-http.ts': { code: `import 'hono'`, rule: 'borders(imports)' },
  'electron/main/listens.ts': { code: `import '@hono/node-server'`, rule: 'borders(imports)' },
  'electron/dev/imports-main.ts': { code: `import '../main/main'`, rule: 'borders(imports)' },
  'electron/preload/imports-main.ts': { code: `export type A = import('../main/main').A`, rule: 'borders(imports)' },
  'electron/preload/keeps-settings.ts': { code: `import 'electron-store'`, rule: 'borders(imports)' },
  'renderer/ui/knows-a-noun.ts': { code: `import '../../shared/tickets/ticket'`, rule: 'borders(imports)' },
  'renderer/ui/draws-a-page.ts': { code: `import 'react-dom/client'`, rule: 'borders(imports)' },
  'renderer/ring/imports-console.ts': { code: `import '../console/app/shell'`, rule: 'borders(imports)' },
  'renderer/wall/imports-console.ts': { code: `import '../console/app/shell'`, rule: 'borders(imports)' },
  'renderer/wall/uses-storage.ts': { code: `import '../storage/drafts'`, rule: 'borders(imports)' },
  'renderer/wall/keeps-state.ts': { code: `import 'zustand'`, rule: 'borders(imports)' },
  'renderer/console/app/draws-curves.ts': { code: `import 'echarts/core'`, rule: 'borders(imports)' },
  'renderer/phone/speaks.ts': { code: `import 'react-i18next'`, rule: 'borders(imports)' },
  'renderer/phone/has-looks.ts': { code: `import '@mantine/core'`, rule: 'borders(imports)' },
  'renderer/phone/uses-react.ts': { code: `import 'react/jsx-runtime'`, rule: 'borders(imports)' },
  'renderer/phone/uses-storage.ts': { code: `import '../storage/drafts'`, rule: 'borders(imports)' },
  'renderer/phone/imports-main.ts': { code: `import '../../electron/main/main'`, rule: 'borders(imports)' },
  'renderer/storage/uses-sip.ts': { code: `import 'sip.js/lib/core'`, rule: 'borders(imports)' },
  'renderer/storage/uses-desk-client.ts': { code: `import '../desk-client/sync'`, rule: 'borders(imports)' },
  'renderer/desk-client/uses-storage.ts': { code: `import '../storage/drafts'`, rule: 'borders(imports)' },
  'renderer/console/seat/uses-app.ts': { code: `import '../app/shell'`, rule: 'borders(imports)' },
  'renderer/console/phone/uses-seat.ts': { code: `import '../seat/seat'`, rule: 'borders(imports)' },
  'renderer/console/app/uses-sip.ts': { code: `import 'sip.js'`, rule: 'borders(imports)' },
  'renderer/console/app/uses-phone.ts': { code: `import '../../phone/sip/sip-line'`, rule: 'borders(imports)' },
  'renderer/console/app/uses-dexie.ts': { code: `import 'dexie'`, rule: 'borders(imports)' },
  'renderer/console/features/call-bar/uses-sibling.ts': { code: `import '../practice/practice-panel'`, rule: 'borders(imports)' },
  'renderer/console/features/call-bar/uses-storage.ts': { code: `import '../../../storage/drafts'`, rule: 'borders(imports)' },
  'renderer/console/features/call-bar/uses-desk-client.ts': { code: `import '../../../desk-client/sync'`, rule: 'borders(imports)' },
  'renderer/console/features/call-bar/uses-app.ts': { code: `import '../../app/shell'`, rule: 'borders(imports)' },
  'renderer/console/features/call-bar/keeps-state.ts': { code: `import 'zustand'`, rule: 'borders(imports)' },
  'renderer/console/stage/uses-desk-client.ts': { code: `import '../../desk-client/sync'`, rule: 'borders(imports)' },
  'renderer/console/screens/uses-storage.ts': { code: `import '../../storage/drafts'`, rule: 'borders(imports)' },
  'renderer/ui/raw-html.tsx': {
    code: `export const A = (html: string) => <p dangerouslySetInnerHTML={{ __html: html }} />`,
    rule: 'react(no-danger)',
  },
  'renderer/ui/conditional-hook.tsx': {
    code: `import { useState } from 'react'\nexport function A({ on }: { on: boolean }) {\n  if (on) useState(1)\n  return null\n}`,
    rule: 'react-hooks(rules-of-hooks)',
  },
  'shared/lib/cycle-a.ts': { code: `import { b } from './cycle-b'\nexport const a = () => b`, rule: 'import(no-cycle)' },
  'shared/lib/cycle-b.ts': { code: `import { a } from './cycle-a'\nexport const b = () => a`, rule: 'import(no-cycle)' },
  'tests/unit/mocks-a-module.test.ts': { code: `import { vi } from 'vitest'\nvi.mock('pg')`, rule: 'eslint(no-restricted-properties)' },
}

const allowed: Readonly<Record<string, string>> = {
  'shared/calls/call.ts': `import { b } from '../lib/brand'\nexport const call = b`,
  'shared/lib/brand.ts': `export const b = 1`,
  'electron/main/main.ts': `import 'electron'\nimport 'electron-store'\nimport '../../shared/calls/call'\nexport type A = 1`,
  'electron/desk/store/database.ts': `import 'kysely'\nimport 'pg'\nimport '../../../shared/calls/call'`,
  'renderer/phone/sip/sip-line.ts': `import 'sip.js/lib/core'\nimport '../../../shared/calls/call'`,
  'renderer/storage/drafts.ts': `import 'dexie'\nimport '../../shared/calls/call'`,
  'renderer/console/app/shell.ts': `import 'zustand'\nimport '../../storage/drafts'\nimport '../features/call-bar/call-bar'`,
  'renderer/console/features/call-bar/call-bar.ts': `import './call-store'\nimport '../../../ui/tokens'`,
  'renderer/console/features/call-bar/call-store.ts': `import 'zustand/vanilla'\nimport '../../../../shared/calls/call'`,
  'renderer/console/screens/seat.ts': `import '../features/call-bar/call-bar'`,
  'renderer/ui/tokens.ts': `import 'react'\nimport '@mantine/core'\nimport '../../shared/lib/brand'`,
  'tests/unit/call.test.ts': `import '../../shared/calls/call'\nimport '../../electron/desk/store/database'`,
}

type Finding = { readonly filename: string; readonly code: string }

/** Lints a tree made of these files by the project's own rules. */
async function lint(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const tree = await mkdtemp(path.join(tmpdir(), 'borders-'))
  trees.push(tree)
  await cp(path.join(rootDir, '.oxlintrc.json'), path.join(tree, '.oxlintrc.json'))
  await cp(path.join(rootDir, 'electron', 'dev', 'lint'), path.join(tree, 'electron', 'dev', 'lint'), { recursive: true })
  for (const [name, code] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(tree, name)), { recursive: true })
    await writeFile(path.join(tree, name), `${code}\n`)
  }
  const oxlint = path.join(rootDir, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [oxlint, '--deny-warnings', '--format', 'json'], { cwd: tree }, (_, stdout) => resolve(stdout))
  })
  return (JSON.parse(output) as { diagnostics: Finding[] }).diagnostics
}

const trees: string[] = []
afterAll(() => Promise.all(trees.map((tree) => rm(tree, { recursive: true }))))

interface Borders {
  readonly folders: Readonly<Record<string, readonly string[]>>
  readonly packages: Readonly<Record<string, readonly string[]>>
}

async function readBorders(): Promise<Borders> {
  const { rules } = JSON.parse(await readFile(path.join(rootDir, '.oxlintrc.json'), 'utf8')) as { rules: { 'borders/imports': [string, Borders] } }
  return rules['borders/imports'][1]
}

/** The row of the table that speaks for a file: the one that names most of its path. */
function rowOf(file: string, folders: readonly string[]): string | undefined {
  const speaks = (folder: string) => folder.split('/').every((part, at) => part === '*' || part === file.split('/')[at])
  return folders.filter(speaks).toSorted((a, b) => b.length - a.length)[0]
}

const planted = Object.entries(violations).filter(([, { rule }]) => rule === 'borders(imports)')

describe('the table of borders', () => {
  test('has no folder without a violation planted in it', async () => {
    const folders = Object.keys((await readBorders()).folders)
    const tried = new Set(planted.map(([file]) => rowOf(file, folders)))
    expect(folders.filter((folder) => !tried.has(folder))).toEqual([])
  })

  test('has no package without a violation planted that uses it', async () => {
    const packages = Object.keys((await readBorders()).packages)
    const used = (name: string) => planted.some(([, { code }]) => code.includes(`'${name}'`) || code.includes(`'${name}/`))
    expect(packages.filter((name) => !used(name))).toEqual([])
  })
})

describe('the linter', () => {
  let found: readonly Finding[] = []
  beforeAll(async () => {
    found = await lint({ ...allowed, ...Object.fromEntries(Object.entries(violations).map(([name, { code }]) => [name, code])) })
  })

  test.each(Object.entries(violations))('refuses %s', (name, { rule }) => {
    expect(found.filter(({ filename }) => filename === name).map(({ code }) => code)).toContain(rule)
  })

  test('finds nothing wrong with code that keeps to its side', async () => {
    expect(await lint(allowed)).toEqual([])
  })
})
