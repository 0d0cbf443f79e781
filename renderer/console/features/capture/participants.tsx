import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestOfParticipant, mostParticipants } from '../../../../shared/tickets/fields/field-lengths'
import type { Participant } from '../../../../shared/tickets/fields/field-values'
import { formatFen, formatFenShort } from '../../../../shared/tickets/fields/format-money'
import { takeNames } from '../../../../shared/tickets/fields/participant-names'
import { canonicalName } from '../../../../shared/tickets/fields/person-name'
import { parseMoney } from '../../../../shared/tickets/fields/parse-money'
import { longestUnread, withUnread } from '../../../../shared/tickets/fields/unread-words'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { useFlush } from '../../../ui/form/flush-scope'
import { TextInput } from '../../../ui/form/text-input'
import { TypedInput, type Typed } from '../../../ui/form/typed-input'
import { useBufferedText } from '../../../ui/form/use-buffered-text'
import { isComposing } from '../../../ui/is-composing'
import { useCapture } from './capture-context'
import classes from './participants.module.css'

/**
 * The people of a group case: names can be typed or pasted in one go, numbers and sums per row. Names are words of the draft
 * from the first letter on, and go into the table with Enter, when the field is left, and before a submit.
 */
export function Participants() {
  const { t } = useTranslation()
  const { values, unread, change } = useCapture()
  const rows = values.participants ?? []
  const names = useBufferedText(unread.participants ?? '', (text) => change((draft) => ({ ...draft, unread: withUnread(draft.unread, 'participants', text) })))
  const adding = useRef<HTMLInputElement>(null)
  useEffect(() => adding.current?.focus(), [])

  const write = (update: (rows: readonly Participant[]) => readonly Participant[]) =>
    change((draft) => {
      const next = update(draft.values.participants ?? [])
      return { ...draft, values: withValue(draft.values, 'participants', next.length === 0 ? undefined : [...next]) }
    })
  const edit = (at: number, part: Partial<Participant>) => write((all) => all.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const add = () => {
    if (names.text.trim() === '') return
    names.flush()
    names.replace(takeNames(names.text, rows).left)
    // Taken from the draft and not from the field: whoever asks twice adds nobody twice.
    change((draft) => {
      const taken = takeNames(draft.unread.participants ?? '', draft.values.participants ?? [])
      return {
        ...draft,
        values: withValue(draft.values, 'participants', taken.rows.length === 0 ? undefined : [...taken.rows]),
        unread: withUnread(draft.unread, 'participants', taken.left),
      }
    })
  }
  useFlush(add)
  const isStuck = names.text.trim() !== '' && takeNames(names.text, rows).rows.length === rows.length
  const [typingAt, setTypingAt] = useState<number | null>(null)
  const readSum = (text: string): Typed<number> => {
    const money = parseMoney(text)
    return money.ok ? money : { ok: false, message: t(`fields.typed.${money.error.code}`) }
  }
  const unreadSums = rows.flatMap(({ name, amount_said: said }, at) => {
    const sum = said === undefined || at === typingAt ? null : readSum(said.trim())
    return sum === null || sum.ok ? [] : [t('capture.rowProblem', { row: at + 1, name, problem: sum.message })]
  })
  const sum = rows.reduce((total, row) => total + (row.amount_fen ?? 0), 0)
  return (
    <div className={classes.box} data-testid="participants">
      {rows.length > 0 && (
        <table className={classes.table} aria-label={t('fields.participants')}>
          <thead><tr><th>#</th><th>{t('fields.caller_name')}</th><th>{t('capture.phone')}</th><th>{t('fields.amount_owed_fen')}</th><th><span className="visually-hidden">{t('capture.removeHead')}</span></th></tr></thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <td>{at + 1}</td>
                <td><TextInput label={`${t('fields.caller_name')} ${at + 1}`} value={row.name} maxLength={longestOfParticipant.name} onChange={(name) => edit(at, { name: canonicalName(name) })} /></td>
                <td><TextInput label={`${t('capture.phone')} ${at + 1}`} value={row.phone} maxLength={longestOfParticipant.phone} inputMode="tel" placeholder={t('fields.notFilled')} onChange={(phone) => edit(at, { phone })} /></td>
                <td>
                  <TypedInput<number>
                    label={`${t('fields.amount_owed_fen')} ${at + 1}`}
                    value={row.amount_fen ?? undefined}
                    unread={row.amount_said}
                    invalid={row.amount_said !== undefined}
                    maxLength={longestOfParticipant.amount_said}
                    format={formatFen}
                    edit={formatFenShort}
                    placeholder={t('fields.notFilled')}
                    parse={readSum}
                    onRead={(fen, said) => write((all) => all.map((each, index) => (index === at ? withSum(each, fen, said) : each)))}
                    onTyping={(isTyping) => setTypingAt(isTyping ? at : null)}
                  />
                </td>
                <td><button type="button" className={classes.remove} aria-label={t('capture.removeRow', { name: row.name })} onClick={() => write((all) => all.filter((_, index) => index !== at))}>×</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unreadSums.map((problem) => <p key={problem} className={classes.problem}>{problem}</p>)}
      {isStuck && <p className={classes.problem} role="alert">{rows.length >= mostParticipants ? t('capture.namesFull', { most: mostParticipants }) : t('capture.nameTooLong', { most: longestOfParticipant.name })}</p>}
      <div className={classes.add}>
        <input
          ref={adding}
          className={classes.names}
          aria-label={t('capture.addNames')}
          placeholder={t('capture.addNames')}
          value={names.text}
          maxLength={longestUnread.participants}
          autoComplete="off"
          onChange={(event) => names.change(event.target.value)}
          onCompositionStart={() => names.compositionStart()}
          onCompositionEnd={(event) => names.compositionEnd(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event)) return
            event.preventDefault()
            event.stopPropagation()
            add()
          }}
        />
        {sum > 0 && <span className={classes.sum}>{t('capture.namedSum', { count: rows.length, amount: formatFenShort(sum) })}</span>}
      </div>
    </div>
  )
}

/** A row with its sum, or with the words for it that could not be read. */
function withSum(row: Participant, fen: number | undefined, said: string | undefined): Participant {
  const { amount_said: _, ...bare } = row
  return { ...bare, amount_fen: fen ?? null, ...(said === undefined ? {} : { amount_said: said }) }
}
