import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Book, BookAnswer } from '../../../../shared/desk-book/desk-book'
import type { PlacedEntry, ReadFault } from '../../../../shared/desk-book/book-rows'
import { readBook } from '../../../../shared/desk-book/read-book'
import { writeBook } from '../../../../shared/desk-book/write-book'
import { readWorkbook } from '../../../../shared/workbook/read-workbook'
import { UnreadableWorkbook, workbookLimits, type WorkbookProblem } from '../../../../shared/workbook/workbook'
import { writeWorkbook } from '../../../../shared/workbook/write-workbook'
import type { AdministrationPort, AdministrationProblem, AdministrationTools } from './administration-port'
import { AskedOnce } from './asked-once'
import { bookWords } from './book-words'
import { FaultTable, PasswordTable } from './workbook-tables'
import classes from './workbook.module.css'

export interface WorkbookSectionProps {
  readonly desk: Pick<AdministrationPort, 'book' | 'bringBook'>
  readonly saveTable: AdministrationTools['saveTable']
}

/**
 * Where a workbook stands.
 *
 * ```
 * none --chosen--> trying --unreadable--> unreadable
 *                    +--faults--> faulty
 *                    +--changes--> tried --apply--> done
 * ```
 */
type Course =
  | { readonly kind: 'none' }
  | { readonly kind: 'trying'; readonly file: string }
  | { readonly kind: 'unreadable'; readonly file: string; readonly problem: WorkbookProblem }
  | { readonly kind: 'failed'; readonly file: string; readonly problem: AdministrationProblem }
  | { readonly kind: 'faulty'; readonly file: string; readonly faults: readonly ReadFault[] }
  | { readonly kind: 'tried'; readonly file: string; readonly entries: readonly PlacedEntry[]; readonly answer: BookAnswer }
  | { readonly kind: 'done'; readonly file: string; readonly answer: BookAnswer }

/** The whole administration as one workbook: given out, filled in, tried, and brought in whole or not at all. */
export function WorkbookSection({ desk, saveTable }: WorkbookSectionProps) {
  const { t, i18n } = useTranslation()
  const [course, setCourse] = useState<Course>({ kind: 'none' })
  const [busy, setBusy] = useState(false)
  const [given, setGiven] = useState<'no' | 'saved' | AdministrationProblem | 'not-saved'>('no')
  const language = i18n.language

  const giveOut = async () => {
    setBusy(true)
    const book = await desk.book()
    const saved = book.ok ? await saveTable(t('administration.book.file'), writeWorkbook(writeBook(book.value.entries, bookWords(t, i18n.language)))) : null
    setBusy(false)
    setGiven(!book.ok ? book.error : saved?.ok !== true ? 'not-saved' : saved.value ? 'saved' : 'no')
  }
  const tryOut = useCallback(async (file: File) => {
    setCourse({ kind: 'trying', file: file.name })
    const book = await desk.book()
    if (!book.ok) return setCourse({ kind: 'failed', file: file.name, problem: book.error })
    // In the language of the screen first: what is missing is named in it.
    const words = [language, ...['zh-CN', 'en'].filter((each) => each !== language)].map((each) => bookWords(i18n.getFixedT(each), each))
    return setCourse(await tried(file, book.value, words, desk))
  }, [desk, i18n, language])
  const bring = async () => {
    if (course.kind !== 'tried') return
    setBusy(true)
    const answer = await desk.bringBook({ entries: course.entries.map(({ entry }) => entry), base: course.answer.base, apply: true })
    setBusy(false)
    setCourse(answer.ok ? { kind: 'done', file: course.file, answer: answer.value } : { kind: 'failed', file: course.file, problem: answer.error })
  }
  return (
    <div className={classes.page}>
      <section aria-label={t('administration.book.give')}>
        <h3>{t('administration.book.give')}</h3>
        <p>{t('administration.book.giveNote')}</p>
        <button type="button" disabled={busy} onClick={() => void giveOut()}>{t('administration.book.save')}</button>
        {given !== 'no' && <p role={given === 'saved' ? 'status' : 'alert'} data-look={given === 'saved' ? undefined : 'warn'}>{given === 'saved' ? t('administration.book.saved') : given === 'not-saved' ? t('administration.goLive.notSaved') : t(`administration.problem.${given}`)}</p>}
      </section>
      <section aria-label={t('administration.book.bring')}>
        <h3>{t('administration.book.bring')}</h3>
        <p>{t('administration.book.bringNote')}</p>
        <label className={classes.choose}>
          {/* The system's own button speaks the system's language. */}
          <input className="visually-hidden" type="file" accept=".xlsx" disabled={busy || course.kind === 'trying'} onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            // The same file, mended, has to be a change as well.
            event.currentTarget.value = ''
            if (file !== undefined) void tryOut(file)
          }} />
          <span>{t('administration.book.choose')}</span>
        </label>
        {course.kind !== 'none' && <p className={classes.file}>{course.file}</p>}
        <Outcome course={course} busy={busy} bring={() => void bring()} />
      </section>
    </div>
  )
}

async function tried(file: File, book: Book, words: readonly ReturnType<typeof bookWords>[], desk: WorkbookSectionProps['desk']): Promise<Course> {
  const { name } = file
  try {
    // SECURITY: read here, in a page without rights, and not at the desk that all work with; its size is asked before its bytes.
    if (file.size > workbookLimits.fileBytes) return { kind: 'unreadable', file: name, problem: 'too-large' }
    const { entries, faults } = readBook(readWorkbook(new Uint8Array(await file.arrayBuffer())), words, book.entries)
    const answer = await desk.bringBook({ entries: entries.map(({ entry }) => entry), base: null, apply: false })
    if (!answer.ok) return { kind: 'failed', file: name, problem: answer.error }
    const all = [...faults, ...answer.value.faults.map((fault) => placed(fault, entries))]
    return all.length > 0 ? { kind: 'faulty', file: name, faults: all } : { kind: 'tried', file: name, entries, answer: answer.value }
  } catch (error) {
    return { kind: 'unreadable', file: name, problem: error instanceof UnreadableWorkbook ? error.problem : 'not-a-workbook' }
  }
}

function placed({ entry, code, path }: BookAnswer['faults'][number], entries: readonly PlacedEntry[]): ReadFault {
  const place = entries[entry]?.place(path) ?? { sheet: '', row: 0, column: '', head: '', given: '' }
  return { ...place, code }
}

function Outcome({ course, busy, bring }: { readonly course: Course; readonly busy: boolean; bring(): void }) {
  const { t } = useTranslation()
  switch (course.kind) {
    case 'none':
      return null
    case 'trying':
      return <p role="status">{t('administration.book.trying')}</p>
    case 'unreadable':
      return <p role="alert" data-look="warn">{t(`administration.book.unreadable.${course.problem}`)}</p>
    case 'failed':
      return <p role="alert" data-look="warn">{t(course.problem === 'stale' ? 'administration.book.stale' : `administration.problem.${course.problem}`)}</p>
    case 'faulty':
      return (
        <>
          <p role="alert" data-look="warn">{t('administration.book.faulty', { count: course.faults.length })}</p>
          <FaultTable faults={course.faults} />
        </>
      )
    case 'tried': {
      const { changes } = course.answer
      const added = changes.filter(({ what }) => what === 'added').length
      if (changes.length === 0) return <p role="status">{t('administration.book.same')}</p>
      return (
        <>
          <p role="status">{t('administration.book.tried', { added, changed: changes.length - added })}</p>
          <ul className={classes.changes}>
            {changes.map(({ entry, what }) => {
              const place = course.entries[entry]?.place('')
              const { list, key } = course.entries[entry]?.entry ?? { list: 'people', key: '' }
              return <li key={entry}><b>{t(`administration.book.what.${what}`)}</b> {t(`administration.book.sheet.${list}`)} {list === 'limits' ? '' : key}<span>{place === undefined ? '' : t('administration.book.atRow', { row: place.row })}</span></li>
            })}
          </ul>
          <AskedOnce words={t('administration.book.apply')} question={t('administration.book.applyAsk', { count: changes.length })} busy={busy} perform={bring} />
        </>
      )
    }
    case 'done':
      return (
        <>
          <p role="status">{t('administration.book.done', { count: course.answer.changes.length })}</p>
          {course.answer.passwords.length > 0 && <PasswordTable passwords={course.answer.passwords} />}
        </>
      )
  }
}
