import { describe, expect, it } from 'vitest'
import { entriesOf, planBook, type Present } from '../../../electron/desk/book/plan-book'
import { readBook } from '../../../shared/desk-book/read-book'
import { writeBook } from '../../../shared/desk-book/write-book'
import type { BookEntry } from '../../../shared/desk-book/desk-book'
import type { Role } from '../../../shared/people/role'
import { readWorkbook } from '../../../shared/workbook/read-workbook'
import { writeWorkbook } from '../../../shared/workbook/write-workbook'
import { wordsOfBook } from '../../support/book-words'
import { testUuid } from '../../support/drafts'

const zh = wordsOfBook('zh-CN')
const en = wordsOfBook('en')
const person = (number: number, login: string, roles: readonly Role[], unit: string | null = null) => ({ id: testUuid(number), login, name: `姓${number}`, roles, unit, passwordHash: 'x', mustChangePassword: false, isActive: true, version: 1, createdAt: 1 })
const present: Present = {
  people: [person(1, 'root', ['ADMIN', 'LEAD']), person(2, 'li.min', ['AGENT', 'CALLBACK']), person(3, 'sun', ['HANDLER'], 'QXGH@500103'), person(4, 'old', ['HANDLER'])],
  seats: [{ code: '0017', name: '东排 3 号', sipSealed: null, isActive: true, version: 1, installation: null }],
  records: [
    { kind: 'queues', key: 'hotline', value: { zh: '热线', en: 'Hotline', colour: '#2266aa' }, isActive: true, version: 2 },
    { kind: 'units', key: 'QXGH@500103', value: { zh: '渝中区总工会', en: 'Yuzhong', dayPhones: ['023-90000012'], nightPhones: ['154 0000 0012', '15400000013'] }, isActive: true, version: 1 },
    { kind: 'figures', key: 'MIN_WAGE', value: { value: '2330 元/月', from: '2026-01-01', to: null, document: null }, isActive: true, version: 1 },
    { kind: 'calendar', key: '2027', value: { off: ['2027-01-01'], weekendWorkdays: ['2027-02-07'], source: '国办' }, isActive: true, version: 1 },
    { kind: 'policies', key: 'sessions', value: { hours: 12, offlineDays: 3 }, isActive: true, version: 1 },
  ],
}
const given = entriesOf(present)

/** The template with some cells changed: `[sheet, row, column, text]`, row and column as on the screen. */
function changed(...cells: readonly (readonly [string, number, number, string])[]) {
  const sheets = writeBook(given, zh).map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }))
  for (const [name, row, column, text] of cells) {
    const rows = sheets.find((sheet) => sheet.name === name)?.rows ?? []
    const cellsOfRow = (rows[row - 1] ??= [])
    while (cellsOfRow.length < column) cellsOfRow.push('')
    cellsOfRow[column - 1] = text
  }
  return readBook(readWorkbook(writeWorkbook(sheets)), [zh, en], given)
}
const rowOf = (sheet: string, key: string) => (writeBook(given, zh).find(({ name }) => name === sheet)?.rows.findIndex((row) => row[0] === key) ?? 0) + 1
const lengthOf = (sheet: string) => writeBook(given, zh).find(({ name }) => name === sheet)?.rows.length ?? 0
const planOf = (entries: ReturnType<typeof changed>['entries']) => planBook(entries.map(({ entry }) => entry), present)
const shown = ({ faults }: ReturnType<typeof changed>) => faults.map(({ sheet, row, column, head, code, given: text }) => [sheet, row, column, head, code, text])

describe('the administration as a workbook', () => {
  it.each([['Chinese', zh], ['English', en]] as const)('given out in %s and brought in again changes nothing', (_, words) => {
    const read = readBook(readWorkbook(writeWorkbook(writeBook(given, words))), [zh, en], given)
    expect(read.faults).toEqual([])
    expect(planOf(read.entries)).toEqual({ faults: [], steps: [] })
  })

  it('holds what was shipped wherever nobody has put anything in its place', () => {
    const of = (list: BookEntry['list']) => given.filter((entry) => entry.list === list).length
    expect([of('categories'), of('units') > 30, of('calendar'), of('limits')]).toEqual([99, true, 3, 1])
  })

  it('has no password and no account of a telephone in it', () => {
    expect(JSON.stringify(writeBook(given, zh))).not.toMatch(/scrypt|passwordHash|sip/i)
  })

  it('adds people, changes their roles, and writes nothing for the rest', () => {
    const read = changed(['人员', 6, 1, 'Zhou'], ['人员', 6, 2, '周明兰'], ['人员', 6, 3, '班长，话务员'], ['人员', rowOf('人员', 'li.min'), 3, '话务员'])
    expect(read.faults).toEqual([])
    expect(planOf(read.entries).steps).toMatchObject([
      { kind: 'change-person', person: { login: 'li.min' }, roles: ['AGENT'] },
      { kind: 'add-person', login: 'zhou', name: '周明兰', roles: ['LEAD', 'AGENT'], isActive: true },
    ])
  })

  it('gives a handler a unit, also one that it brings itself, and takes it away with the role', () => {
    const own = lengthOf('承办单位') + 1
    const read = changed(
      ['人员', 5, 1, 'zhao'], ['人员', 5, 2, '赵一'], ['人员', 5, 3, '工单办理员'], ['人员', 5, 5, 'QXGH@500103'],
      ['人员', 6, 1, 'qian'], ['人员', 6, 2, '钱二'], ['人员', 6, 3, '工单办理员、话务员'], ['人员', 6, 5, 'GYQGH'],
      ['人员', rowOf('人员', 'sun'), 3, '话务员'], ['人员', rowOf('人员', 'sun'), 5, ''],
      ['承办单位', own, 1, 'GYQGH'], ['承办单位', own, 2, '示例园区工会'], ['承办单位', own, 4, '023-90000012'], ['承办单位', own, 5, '15400000012'],
    )
    expect(read.faults).toEqual([])
    const { faults, steps } = planOf(read.entries)
    expect(faults).toEqual([])
    expect(steps.filter(({ kind }) => kind !== 'put-record')).toMatchObject([
      { kind: 'change-person', person: { login: 'sun' }, roles: ['AGENT'], unit: null },
      { kind: 'add-person', login: 'zhao', unit: 'QXGH@500103' },
      { kind: 'add-person', login: 'qian', unit: 'GYQGH' },
    ])
  })

  it('leaves a handler of before there were units as they are, until somebody changes them', () => {
    expect(planOf(changed().entries)).toEqual({ faults: [], steps: [] })
    const read = changed(['人员', rowOf('人员', 'old'), 2, '改名'])
    expect(planOf(read.entries).faults).toMatchObject([{ code: 'unit-missing', path: 'unit' }])
  })

  it('changes one limit, one rule and a whole year', () => {
    const read = changed(
      ['时限', rowOf('时限', 'handling.byType.TS'), 3, '8'], ['规则', rowOf('规则', 'audit.keepDays'), 3, '400'],
      ['工作日历', lengthOf('工作日历') + 1, 1, '2027/2/6'], ['工作日历', lengthOf('工作日历') + 1, 2, '调休上班'],
    )
    expect(read.faults).toEqual([])
    expect(planOf(read.entries).steps).toMatchObject([
      { kind: 'put-record', record: { kind: 'calendar', key: '2027', value: { off: ['2027-01-01'], weekendWorkdays: ['2027-02-06', '2027-02-07'] }, version: 1 } },
      { kind: 'put-record', record: { kind: 'limits', key: 'table', value: { handling: { byType: { TS: 8, ZX: 1 } } }, version: 0 } },
      { kind: 'put-record', record: { kind: 'policies', key: 'audit', value: { keepDays: 400 }, version: 0 } },
    ])
  })

  it('leaves lists alone whose sheets are not there, and takes sheets and columns in any order', () => {
    const people = writeBook(given, en).find(({ name }) => name === 'People')
    const turned = { ...people, name: ' People ', columns: [], rows: (people?.rows ?? []).map((row) => row.toReversed()) }
    const read = readBook(readWorkbook(writeWorkbook([turned])), [zh, en], given)
    expect(read.entries.map(({ entry }) => entry.key)).toEqual(['root', 'li.min', 'sun', 'old'])
    expect(planOf(read.entries).steps).toEqual([])
  })
})

describe('what follows the calls of a queue', () => {
  it('is brought in by its words or by nothing, and changes no queue that an earlier version has kept', () => {
    expect(planOf(changed().entries).steps).toEqual([])
    const read = changed(['队列', 2, 5, '写完为止'], ['队列', 2, 6, '90'])
    expect(planOf(read.entries).steps).toMatchObject([{ kind: 'put-record', record: { kind: 'queues', key: 'hotline', value: { wrapUp: 'until-done', wrapUpSeconds: 90 }, version: 2 } }])
    expect(shown(changed(['队列', 2, 5, '随便']))).toEqual([['队列', 2, 'E', '通话之后', 'wrap-up-unknown', '随便']])
  })

  it('and the rules of the house stand there in words', () => {
    const labels = new Map(writeBook(given, zh).find(({ name }) => name === '规则')?.rows.map(([path, label, value]) => [path, [label, value]]))
    expect(labels.get('alarms.queue-long.raiseAt')).toEqual(['告警 · 排队人多（人） · 达到多少时告警', '5'])
    expect(labels.get('stateLimits.MEAL')).toEqual(['状态限时 · 用餐', '20'])
    expect(labels.get('serviceLevel.formula')?.[1]).toBe('level-of-offered')
    expect([...labels.values()].some(([label]) => label?.includes('administration.'))).toBe(false)
  })
})

describe('a fault in a workbook', () => {
  it('is told with its sheet, row and column, all of them at once', () => {
    const read = changed(
      ['人员', 2, 3, '组长'], ['人员', 3, 4, '也许'], ['席位', 2, 3, 'x'], ['类别', 2, 4, '抱怨'], ['本市数字', rowOf('本市数字', 'MIN_WAGE'), 4, '2027-02-30'],
      ['工作日历', 2, 2, '加班'], ['规则', 2, 1, 'sessions.__proto__'], ['队列', lengthOf('队列') + 1, 2, '没有代码'],
    )
    expect(shown(read)).toEqual([
      ['人员', 2, 'C', '角色', 'role-unknown', '组长'],
      ['人员', 3, 'D', '在用', 'yes-no', '也许'],
      ['席位', 2, 'C', '在用', 'yes-no', 'x'],
      ['队列', 3, 'A', '交换机里的队列名', 'empty-key', ''],
      ['类别', 2, 'D', '常用诉求类型', 'type-unknown', '抱怨'],
      ['本市数字', rowOf('本市数字', 'MIN_WAGE'), 'D', '从哪天起', 'day', '2027-02-30'],
      ['工作日历', 2, 'B', '放假还是上班', 'off-or-worked', '加班'],
      ['规则', 2, 'A', '项目', 'path-unknown', 'sessions.__proto__'],
    ])
  })

  /** What the desk has against it, at the place in the file. */
  const atDesk = (read: ReturnType<typeof changed>) => planOf(read.entries).faults.map(({ entry, code, path }) => {
    const { sheet, row, column, given: text } = read.entries[entry]!.place(path)
    return [sheet, row, column, code, text]
  })

  it.each<[string, readonly [string, number, number, string][], readonly unknown[]]>([
    ['a number that nobody can ring', [['承办单位', rowOf('承办单位', 'QXGH@500103'), 5, '023-90000012、张三']], ['承办单位', rowOf('承办单位', 'QXGH@500103'), 'E', 'malformed', '023-90000012、张三']],
    ['a colour that is none', [['队列', 2, 4, '蓝色']], ['队列', 2, 'D', 'malformed', '蓝色']],
    ['a seat that is no number', [['席位', 3, 1, '17'], ['席位', 3, 2, '窗边']], ['席位', 3, 'A', 'key-unknown', '17']],
    ['a limit of no days', [['时限', rowOf('时限', 'callback.tries'), 3, '0']], ['时限', rowOf('时限', 'callback.tries'), 'C', 'malformed', '0']],
    ['a rule beyond its bounds', [['规则', rowOf('规则', 'sessions.hours'), 3, '720']], ['规则', rowOf('规则', 'sessions.hours'), 'C', 'malformed', '720']],
    ['an alarm that clears no lower than it rises', [['规则', rowOf('规则', 'alarms.queue-long.clearAt'), 3, '5']], ['规则', rowOf('规则', 'alarms.queue-long.clearAt'), 'C', 'malformed', '5']],
    ['a wrap-up of no seconds', [['队列', 2, 6, '0']], ['队列', 2, 'F', 'malformed', '0']],
    ['the same login twice', [['人员', 6, 1, 'LI.MIN'], ['人员', 6, 2, '李敏'], ['人员', 6, 3, '话务员']], ['人员', 6, 'A', 'twice', 'LI.MIN']],
    ['a handler without a unit', [['人员', rowOf('人员', 'li.min'), 3, '工单办理员']], ['人员', rowOf('人员', 'li.min'), 'E', 'unit-missing', '']],
    ['an agent with a unit', [['人员', rowOf('人员', 'li.min'), 5, 'QXGH@500103']], ['人员', rowOf('人员', 'li.min'), 'E', 'unit-not-needed', 'QXGH@500103']],
    ['a unit that nobody keeps', [['人员', rowOf('人员', 'sun'), 5, '渝中']], ['人员', rowOf('人员', 'sun'), 'E', 'unit-unknown', '渝中']],
    ['a desk without an administrator', [['人员', rowOf('人员', 'root'), 3, '班长']], ['人员', rowOf('人员', 'root'), 'A', 'last-administrator', 'root']],
    ['a make-up day on a weekday', [['工作日历', lengthOf('工作日历') + 1, 1, '2027-02-08'], ['工作日历', lengthOf('工作日历') + 1, 2, '调休上班']], ['工作日历', lengthOf('工作日历') + 1, 'A', 'malformed', '2027-02-08']],
  ])('%s is found by the desk', (_, cells, fault) => expect(atDesk(changed(...cells))).toEqual([fault]))

  it('is a column that is missing, and a file with no sheet that is known', () => {
    const read = (name: string, rows: string[][]) => shown(readBook(readWorkbook(writeWorkbook([{ name, rows, columns: [] }])), [zh, en], given))
    expect(read('人员', [['登录名', '姓名或位置'], ['a', 'b']])).toEqual([['人员', 1, '', '角色', 'no-column', '']])
    expect(read('名单', [['登录名']])).toEqual([['名单', 0, '', '', 'no-sheet', '']])
  })

  it('reaches nothing that all objects share', () => {
    changed(['时限', 2, 1, '__proto__.polluted'], ['时限', 3, 1, 'constructor.prototype.polluted'], ['人员', 6, 1, '__proto__'], ['人员', 6, 2, 'x'], ['人员', 6, 3, '班长'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
