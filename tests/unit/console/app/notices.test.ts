import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { noticeWords } from '../../../../renderer/console/app/notice-words'
import { followNotices, ownTables, type Notice } from '../../../../renderer/console/app/notices'
import enApp from '../../../../shared/i18n/locales/en/app.json'
import en from '../../../../shared/i18n/locales/en/notice.json'
import zhApp from '../../../../shared/i18n/locales/zh-CN/app.json'
import zhCN from '../../../../shared/i18n/locales/zh-CN/notice.json'
import { backupProblemSchema } from '../../../../shared/backup/backup-state'
import { startProblemSchema, type StartProblem } from '../../../../shared/ipc/values'
import { ok } from '../../../../shared/lib/result'
import { morning } from '../../../support/drafts'
import { createFakeLingxi } from '../../../support/fake-lingxi'

const aside = 'settings.corrupt-20261123T120000Z.json'
const setAside: StartProblem = { code: 'settings-set-aside', reason: 'corrupt', partlyKept: false, file: aside }
const unreadable: StartProblem = { code: 'password-file-unreadable' }
const halfMade: StartProblem = { code: 'desk-data-set-aside', folders: ['postgres.set-aside-1', 'postgres.set-aside-2'] }

function followed() {
  const dismissed: StartProblem[] = []
  const fake = createFakeLingxi('console', { dismissProblem: (problem) => ok(void dismissed.push(problem)) })
  const notices = followNotices(fake.lingxi)
  return { ...fake, notices, dismissed, shown: () => notices.store.getState().notices }
}

describe('what the agent has to know of what is kept', () => {
  it('comes with the start or later, and each thing once', () => {
    const { notices, emit, shown } = followed()
    emit('problemFound', halfMade)
    for (const problem of [setAside, halfMade]) notices.problemFound(problem)
    expect(shown()).toEqual([halfMade, setAside])
  })

  it('goes when it has been read, and main is told', async () => {
    const { notices, dismissed, shown } = followed()
    notices.problemFound(setAside)
    notices.problemFound(unreadable)
    const [first] = shown()
    if (first !== undefined) notices.dismiss(first)
    expect(shown()).toEqual([unreadable])
    await expect.poll(() => dismissed).toEqual([setAside])
  })

  it('counts the records of this seat that could not be read, and is silent about a copy that is fetched again', async () => {
    const { notices, dismissed, shown } = followed()
    for (const table of ['drafts', 'people', 'drafts', 'tickets', 'outbox', 'meta', 'drafts']) notices.recordSetAside(table)
    expect(shown()).toEqual([{ code: 'records-set-aside', table: 'outbox', count: 1 }, { code: 'records-set-aside', table: 'drafts', count: 3 }])
    for (const notice of shown()) notices.dismiss(notice)
    await Promise.resolve()
    expect([shown(), dismissed]).toEqual([[], []])
  })
})

describe.each([['zh-CN', zhCN, /[\u4e00-\u9fff]/], ['en', en, /^[^\u4e00-\u9fff]*$/]] as const)('its words in %s', (locale, words, script) => {
  let t: TFunction
  beforeAll(async () => {
    const i18n = i18next.createInstance()
    t = await i18n.init({ lng: locale, resources: { [locale]: { translation: { notice: words, app: locale === 'en' ? enApp : zhApp } } }, interpolation: { escapeValue: false } })
  })

  /** One of every kind; a code that the contract gets later has to be added here. */
  const byCode: Readonly<Record<StartProblem['code'], readonly Notice[]>> = {
    'settings-set-aside': [
      setAside, { ...setAside, partlyKept: true }, { ...setAside, reason: 'newer-version' }, { ...setAside, reason: 'newer-version', partlyKept: true },
    ],
    'password-file-unreadable': [unreadable],
    'desk-data-set-aside': [halfMade],
    'backup-failed': backupProblemSchema.options.flatMap((problem): Notice[] => [{ code: 'backup-failed', problem, lastAt: morning }, { code: 'backup-failed', problem, lastAt: null }]),
  }
  const all: readonly Notice[] = [...Object.values(byCode).flat(), { code: 'journal-away' }, ...ownTables.map((table): Notice => ({ code: 'records-set-aside', table, count: 3 }))]

  it('are there for everything that can be told', () => {
    expect(Object.keys(byCode).sort()).toEqual(startProblemSchema.options.map((option) => option.shape.code.value).sort())
    for (const notice of all) {
      const { title, text } = noticeWords(notice, t)
      expect(`${title} ${text}`).not.toMatch(/notice\.|\{\{|undefined/)
      expect(title).toMatch(script)
      expect(text).toMatch(script)
    }
    expect(new Set(all.map((notice) => noticeWords(notice, t).text)).size).toBe(all.length)
  })

  it('name what was set aside', () => {
    expect(noticeWords(setAside, t).text).toContain(aside)
    expect(noticeWords(halfMade, t).text).toMatch(/postgres\.set-aside-1[、,].*postgres\.set-aside-2/)
    expect(noticeWords({ code: 'records-set-aside', table: 'drafts', count: 3 }, t).title).toContain('3')
  })
})
