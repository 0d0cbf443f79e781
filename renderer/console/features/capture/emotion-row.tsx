import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordedEmotion } from '../../../../shared/tickets/ticket-event'
import type { Draft } from '../../../../shared/tickets/draft'
import { easedBy, withEmotion, withoutEmotion } from '../../../../shared/tickets/tags/emotions'
import type { Proposal } from '../../../../shared/tickets/tags/proposals'
import type { SuggestionState } from '../../../../shared/tickets/tags/suggestion-state'
import { ChoiceGrid, type GridCell, type GridRow } from '../../../ui/form/choice-grid'
import { Disclosure } from '../../../ui/form/disclosure'
import { Field } from '../../../ui/form/field'
import { Kbd } from '../../../ui/kbd'
import { useCapture } from './capture-context'
import type { CaptureLists } from './capture-lists'
import classes from './capture-form.module.css'

type Moment = 'start' | 'end'
const moments: readonly Moment[] = ['start', 'end']
const highestLevel = 3

/** How the caller feels at the start and at the end, each with its level. Never asked for, never in the way. */
export function EmotionRow(props: {
  readonly emotions: Draft['emotions']
  readonly suggestions: readonly SuggestionState[]
  /** What the keys answer; may be a risk. */
  readonly answering: Proposal | null
  readonly opened: boolean
  /** Beside the button, at the right end of the row. */
  readonly children: ReactNode
  setOpened(opened: boolean): void
  answer(suggestion: SuggestionState, yes: boolean): void
}) {
  const { t } = useTranslation()
  const { lists, change, keysOf } = useCapture()
  const [problem, setProblem] = useState<string | null>(null)
  const { emotions, opened, setOpened } = props
  const eased = easedBy(emotions.start, emotions.end)
  const keys = keysOf('emotion')
  const word = lists.locale === 'en' ? 'en' : 'zh'

  const pick = (code: string, cell: string) => {
    const [moment, levelText] = cell.split(':') as [Moment, string]
    const picked: RecordedEmotion = { code, level: Number(levelText) }
    const list = emotions[moment]
    const isOn = list?.some((each) => each.code === code && each.level === picked.level) === true
    const next = isOn ? null : withEmotion(list, picked, lists.tags)
    if (next !== null && !next.ok) return setProblem(t(`tags.problem.${next.error.code}`, { most: next.error.most }))
    setProblem(null)
    change((draft) => ({ ...draft, emotions: { ...draft.emotions, [moment]: next === null ? withoutEmotion(draft.emotions[moment], code) : next.value } }))
  }
  return (
    <Field label={t('tags.title.emotion')} slotId="emotion" width="full" isEmpty={false} isGroup bare>
      {moments.map((moment) => (
        <span key={moment} className={classes.feelings}>
          <span className={classes.hint}>{t(`tags.${moment}`)}</span>
          {emotions[moment] === null
            ? <span className={classes.hint}>{t('tags.unrecorded')}</span>
            : emotions[moment]?.map((emotion) => (
              <span key={emotion.code} className={classes.feeling}>{lists.emotion(emotion.code, emotion.level)}<Level level={emotion.level} /></span>
            ))}
        </span>
      ))}
      {eased !== null && <span className={classes.eased} data-way={eased > 0 ? 'better' : eased < 0 ? 'worse' : 'same'}>{t(`tags.eased.${eased > 0 ? 'better' : eased < 0 ? 'worse' : 'same'}`, { count: Math.abs(eased) })}</span>}
      {props.suggestions.map((suggestion) => (
        <SuggestedFeeling key={suggestion.proposal.code} suggestion={suggestion} byKey={suggestion.proposal === props.answering} answer={(yes) => props.answer(suggestion, yes)} />
      ))}
      <span className={classes.rowEnd}>
        {props.children}
        <Disclosure
          opened={opened}
          label={t('tags.title.emotion')}
          onClose={() => setOpened(false)}
          target={
            <button type="button" id="field-emotion-button" className={classes.small} aria-expanded={opened} onClick={() => setOpened(!opened)}>
              {t(emotions.start === null && emotions.end === null ? 'capture.record' : 'capture.change')}{keys !== null && <Kbd keys={keys} />}
            </button>
          }
        >
          <ChoiceGrid
            label={t('tags.title.emotion')}
            columns={moments.map((moment) => ({ label: t(`tags.${moment}`), span: highestLevel }))}
            rows={emotionRows(emotions, lists, word, (moment) => t(`tags.${moment}`))}
            onPick={pick}
          />
          {problem !== null && <p className={classes.problem} role="alert">{problem}</p>}
        </Disclosure>
      </span>
    </Field>
  )
}

/** A feeling that the words bring up, with its two answers. */
function SuggestedFeeling({ suggestion, byKey, answer }: { readonly suggestion: SuggestionState; readonly byKey: boolean; answer(yes: boolean): void }) {
  const { t } = useTranslation()
  const { lists, keysOf } = useCapture()
  const { code, level } = suggestion.proposal
  const feeling = lists.emotion(code, Number(level))
  const yes = byKey ? keysOf('suggestion-yes') : null
  const no = byKey ? keysOf('suggestion-no') : null
  return (
    <span className={classes.suggestedFeeling} role="group" aria-label={`${t('capture.suggested')} ${feeling}`} data-feeling={code}>
      <button type="button" className={classes.answer} title={t('capture.acceptEmotion')} onClick={() => answer(true)}>
        {t('capture.suggested')} {feeling}<Level level={Number(level)} />{yes !== null && <Kbd keys={yes} />}
      </button>
      <button type="button" className={classes.answer} aria-label={t('capture.dismissEmotion', { feeling })} title={t('capture.dismissEmotion', { feeling })} onClick={() => answer(false)}>
        ×{no !== null && <Kbd keys={no} />}
      </button>
    </span>
  )
}

function emotionRows(emotions: Draft['emotions'], lists: CaptureLists, word: 'zh' | 'en', momentWord: (moment: Moment) => string): readonly GridRow[] {
  return lists.tags.emotions.map((emotion) => ({
    key: emotion.code,
    name: emotion[word],
    cells: moments.flatMap((moment) => [1, 2, highestLevel].map((column): GridCell | null => {
      const level = emotion.levels.find((each) => each.level === column || (each.level === 0 && column === 1))
      if (level === undefined) return null
      return {
        key: `${moment}:${level.level}`,
        label: level[word],
        name: `${momentWord(moment)} ${emotion[word]} ${level[word]}`,
        isOn: emotions[moment]?.some((each) => each.code === emotion.code && each.level === level.level) === true,
        hint: word === 'en' ? level.signEn : level.signZh,
      }
    })),
  }))
}

/** Three dots and the figure: the level is seen and read. */
function Level({ level }: { readonly level: number }) {
  return (
    <span className={classes.level}>
      <svg width="20" height="6" viewBox="0 0 20 6" aria-hidden="true" focusable="false">
        {[1, 2, 3].map((dot) => <circle key={dot} cx={dot * 7 - 4} cy="3" r="2.2" fill={dot <= level ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1" />)}
      </svg>
      {level}
    </span>
  )
}
