import { describe, expect, test } from 'vitest'
import { createJournal } from '../../../../electron/main/journal/journal'
import type { JournalFiles } from '../../../../electron/main/journal/journal-files'
import type { JournalKind, JournalRecord } from '../../../../shared/journal/journal-record'
import { testUuid } from '../../../support/drafts'
import { newerFrame } from '../../../support/newer-journal'
import { powerCutFiles } from '../../../support/power-cut-files'
import { seededRandom } from '../../../support/seeded-random'

const rec = (kind: JournalKind, number: number, revision: number, sealed = ''): JournalRecord => ({ kind, id: testUuid(number), revision, sealed })
const saved = (number: number, revision: number) => rec('draft-saved', number, revision, `words ${revision}`)

function setUp(segmentBytes = 10_000) {
  const disk = powerCutFiles(seededRandom(20261128))
  const errors: unknown[] = []
  const open = (files: JournalFiles = disk.files) => createJournal({ files, segmentBytes, onError: (error) => errors.push(error) })
  return { disk, errors, open, names: async () => [...(await disk.files.list())].sort() }
}

async function owed(journal: ReturnType<typeof createJournal>): Promise<readonly string[]> {
  const content = await journal.read()
  if (!content.ok) throw new Error(content.error.code)
  return content.value.records.map(({ kind, id, revision }) => `${kind} ${Number.parseInt(id.slice(-4), 16)}@${revision}`)
}

describe('what is owed', () => {
  test.each<[string, readonly JournalRecord[], readonly string[]]>([
    ['a draft at its last revision', [saved(1, 1), saved(1, 2)], ['draft-saved 1@2']],
    ['the higher revision, also when it landed first', [saved(1, 3), saved(1, 2)], ['draft-saved 1@3']],
    ['of the same revision what was written last', [saved(1, 1), rec('draft-saved', 1, 1, 'later')], ['draft-saved 1@1']],
    ['nothing of a draft that is gone', [saved(1, 2), rec('draft-gone', 1, 2)], []],
    ['a draft that was saved again later', [saved(1, 2), rec('draft-gone', 1, 2), saved(1, 3)], ['draft-saved 1@3']],
    ['a submission and not its draft', [saved(1, 2), rec('submission-queued', 1, 2)], ['submission-queued 1@2']],
    ['nothing of what the desk has', [saved(1, 2), rec('submission-queued', 1, 2), rec('submission-settled', 1, 2)], []],
    ['a refused one and the draft that repairs it', [rec('submission-queued', 1, 2), saved(1, 3)], ['submission-queued 1@2', 'draft-saved 1@3']],
    ['the repaired one instead of both', [rec('submission-queued', 1, 2), saved(1, 3), rec('submission-queued', 1, 4)], ['submission-queued 1@4']],
    ['the draft of what could not be submitted', [saved(1, 2), rec('submission-queued', 1, 2), saved(1, 2), rec('submission-settled', 1, 2)], ['draft-saved 1@2']],
    ['the same submission tried again', [rec('submission-queued', 1, 2), rec('submission-settled', 1, 2), rec('submission-queued', 1, 2)], ['submission-queued 1@2']],
    ['everything in the order in which it was written', [saved(2, 1), rec('submission-queued', 3, 1), saved(1, 1)], ['draft-saved 2@1', 'submission-queued 3@1', 'draft-saved 1@1']],
    ['a look until the audit has it', [rec('reveal-owed', 1, 0), rec('reveal-owed', 2, 0), rec('reveal-told', 1, 0)], ['reveal-owed 2@0']],
  ])('%s', async (_what, records, expected) => {
    for (const segmentBytes of [1, 10_000]) {
      const { open } = setUp(segmentBytes)
      const journal = open()
      for (const record of records) expect(await journal.append([record])).toEqual({ ok: true, value: undefined })
      expect(await owed(journal)).toEqual(expected)
      expect(await owed(open())).toEqual(expected)
      const ofKind = (kind: JournalKind) => expected.filter((each) => each.startsWith(kind)).length
      expect(await open().count()).toEqual({ ok: true, value: { drafts: ofKind('draft-saved'), submissions: ofKind('submission-queued') } })
    }
  })

  test('comes back with its words', async () => {
    const { open } = setUp()
    await open().append([rec('draft-saved', 1, 1, '{"record":"工钱"}'), rec('draft-saved', 1, 2, '{"record":"工钱没给"}')])
    expect(await open().read()).toEqual({ ok: true, value: { records: [rec('draft-saved', 1, 2, '{"record":"工钱没给"}')], damaged: 0 } })
  })
})

describe('files', () => {
  test('nothing is made before there is something to write', async () => {
    const { open, names } = setUp()
    expect(await owed(open())).toEqual([])
    expect(await names()).toEqual([])
  })

  test('appends that come during a sync share the next one', async () => {
    const { disk, open } = setUp()
    const gate = { open: () => undefined as void, syncs: 0 }
    const held = new Promise<void>((resolve) => (gate.open = resolve))
    const journal = open({
      ...disk.files,
      async open(name) {
        const file = await disk.files.open(name)
        return {
          ...file,
          async datasync() {
            gate.syncs += 1
            if (gate.syncs === 1) await held
            await file.datasync()
          },
        }
      },
    })
    const first = journal.append([saved(1, 1)])
    await expect.poll(() => gate.syncs).toBe(1)
    let told = 0
    const others = Array.from({ length: 20 }, (_, index) => journal.append([saved(index + 2, 1)]).then(() => (told += 1)))
    expect(told).toBe(0)
    gate.open()
    await Promise.all([first, ...others])
    expect(gate.syncs).toBe(2)
  })

  test('a file goes when nothing in it is owed, and stays as long as one record is', async () => {
    const { open, names } = setUp(1)
    const journal = open()
    await journal.append([saved(1, 1), saved(2, 1)])
    await journal.append([saved(1, 2)])
    await journal.append([rec('draft-gone', 1, 2)])
    await journal.append([saved(3, 1)])
    expect(await owed(journal)).toEqual(['draft-saved 2@1', 'draft-saved 3@1'])
    // The second holds nothing owed. The first does; and as long as it is there, so is what takes the other draft in it away.
    expect(await names()).toEqual(['000000001.journal', '000000003.journal', '000000004.journal'])
    await journal.append([rec('draft-gone', 2, 1)])
    expect(await owed(journal)).toEqual(['draft-saved 3@1'])
    expect(await names()).toEqual(['000000004.journal', '000000005.journal'])
  })

  test('what could not be written is not there, and later records are', async () => {
    const { disk, errors, open } = setUp()
    const journal = open()
    await journal.append([saved(1, 1)])
    disk.fail(1)
    expect(await journal.append([saved(1, 2)])).toEqual({ ok: false, error: { code: 'full' } })
    expect(errors).toHaveLength(1)
    expect(await owed(journal)).toEqual(['draft-saved 1@1'])
    expect(await journal.append([saved(2, 1)])).toEqual({ ok: true, value: undefined })
    disk.restart()
    expect(await owed(open())).toEqual(['draft-saved 1@1', 'draft-saved 2@1'])
  })

  test('a damaged place takes nothing else with it, is told, and its file is kept under another name in the end', async () => {
    const { disk, open, names } = setUp()
    await open().append([saved(1, 1), saved(2, 1), saved(3, 1)])
    const name = '000000001.journal'
    const bytes = disk.contentOf(name)
    const at = Math.floor(bytes.length / 2)
    bytes[at] = bytes[at]! ^ 255
    disk.setContent(name, bytes)
    const journal = open()
    expect(await journal.read()).toMatchObject({ ok: true, value: { damaged: 1 } })
    expect(await owed(journal)).toEqual(['draft-saved 1@1', 'draft-saved 3@1'])
    await journal.append([rec('draft-gone', 1, 1), rec('draft-gone', 3, 1)])
    expect(await owed(journal)).toEqual([])
    expect(await names()).toEqual([`${name}.damaged`, '000000002.journal'])
    expect(await open().read()).toMatchObject({ value: { damaged: 0 } })
  })

  test('a journal of a later version is neither read nor written nor tidied', async () => {
    const { disk, open, names } = setUp()
    await open().append([saved(1, 1)])
    const newer = newerFrame()
    disk.setContent('000000002.journal', newer)
    const refused = { ok: false, error: { code: 'newer-version' } }
    const journal = open()
    expect(await journal.read()).toEqual(refused)
    expect(await journal.append([rec('draft-gone', 1, 1)])).toEqual(refused)
    expect(await names()).toEqual(['000000001.journal', '000000002.journal'])
    expect(disk.contentOf('000000002.journal')).toEqual(newer)
  })

  test('a folder that could not be read is tried again', async () => {
    const { disk, open } = setUp()
    await open().append([saved(1, 1)])
    let isLocked = true
    const journal = open({ ...disk.files, list: () => (isLocked ? Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) : disk.files.list()) })
    expect(await journal.read()).toEqual({ ok: false, error: { code: 'failed' } })
    expect(await journal.append([saved(2, 1)])).toEqual({ ok: false, error: { code: 'failed' } })
    isLocked = false
    expect(await journal.append([saved(3, 1)])).toEqual({ ok: true, value: undefined })
    expect(await owed(journal)).toEqual(['draft-saved 1@1', 'draft-saved 3@1'])
  })
})
