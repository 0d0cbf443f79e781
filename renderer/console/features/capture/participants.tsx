import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestOfParticipant } from '../../../../shared/tickets/fields/field-lengths'
import type { Participant } from '../../../../shared/tickets/fields/field-values'
import { formatFen, formatFenShort } from '../../../../shared/tickets/fields/format-money'
import { canonicalName } from '../../../../shared/tickets/fields/person-name'
import { parseMoney } from '../../../../shared/tickets/fields/parse-money'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { TextInput } from '../../../ui/form/text-input'
import { TypedInput } from '../../../ui/form/typed-input'
import { isComposing } from '../../../ui/is-composing'
import { useCapture } from './capture-context'
import classes from './participants.module.css'

const most = 500

/** The people of a group case: names can be typed or pasted in one go, numbers and sums per row. */
export function Participants() {
  const { t } = useTranslation()
  const { values, change } = useCapture()
  const rows = values.participants ?? []
  const [names, setNames] = useState('')
  const adding = useRef<HTMLInputElement>(null)
  useEffect(() => adding.current?.focus(), [])

  const write = (update: (rows: readonly Participant[]) => readonly Participant[]) =>
    change((draft) => {
      const next = update(draft.values.participants ?? [])
      return { ...draft, values: withValue(draft.values, 'participants', next.length === 0 ? undefined : [...next]) }
    })
  const edit = (at: number, part: Partial<Participant>) => write((all) => all.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const add = () => {
    const added = names.split(/[、，,;；\s]+/).map(canonicalName).filter((name) => name !== '')
    if (added.length === 0) return
    write((all) => [...all, ...added.map((name) => ({ name: name.slice(0, 40), phone: '', amount_fen: null }))].slice(0, most))
    setNames('')
  }
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
                    format={formatFen}
                    edit={formatFenShort}
                    placeholder={t('fields.notFilled')}
                    parse={(text) => {
                      const money = parseMoney(text)
                      return money.ok ? money : { ok: false, message: t(`fields.typed.${money.error.code}`) }
                    }}
                    onChange={(fen) => edit(at, { amount_fen: fen ?? null })}
                  />
                </td>
                <td><button type="button" className={classes.remove} aria-label={t('capture.removeRow', { name: row.name })} onClick={() => write((all) => all.filter((_, index) => index !== at))}>×</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.add}>
        <input
          ref={adding}
          className={classes.names}
          aria-label={t('capture.addNames')}
          placeholder={t('capture.addNames')}
          value={names}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => setNames(event.target.value)}
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
