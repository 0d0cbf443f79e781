import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chordProblem, type ChordProblem } from '../../../../shared/settings/chords'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './settings-form.module.css'

export interface KeyBinding {
  readonly id: string
  readonly label: string
  readonly keys: string | null
  readonly isOwn: boolean
  readonly hasConflict: boolean
}

/** Every command with its key; press the new key to change it. One that types or edits is refused in words, and another awaited. */
export function KeyBindings(props: {
  readonly bindings: readonly KeyBinding[]
  chordOf(event: KeyboardEvent): string | null
  bind(id: string, chord: string | null): void
}) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<string | null>(null)
  const [refused, setRefused] = useState<{ readonly chord: string; readonly code: ChordProblem } | null>(null)
  const wait = (id: string | null) => {
    setWaiting(id)
    setRefused(null)
  }
  const onKeyDown = (id: string) => (event: React.KeyboardEvent) => {
    if (waiting !== id || isComposing(event)) return
    event.stopPropagation()
    if (event.key === 'Tab') return wait(null)
    event.preventDefault()
    if (event.key === 'Escape') return wait(null)
    const chord = props.chordOf(event.nativeEvent)
    if (chord === null) return
    const code = chordProblem(chord)
    if (code !== null) return setRefused({ chord, code })
    props.bind(id, chord)
    wait(null)
  }
  return (
    <section className={classes.group} data-wide="true">
      <h2>{t('settings.keys')}</h2>
      <p className={classes.note}>{t('settings.keysNote')}</p>
      <ul className={classes.keys}>
        {props.bindings.map((binding) => (
          <li key={binding.id}>
            <span>{binding.label}</span>
            {binding.hasConflict && <span className={classes.problem}>{t('settings.keyTwice')}</span>}
            {waiting === binding.id && refused !== null && <span className={classes.problem} role="alert">{t(`settings.keyProblem.${refused.code}`, { keys: refused.chord })}</span>}
            <button type="button" data-own-keys={waiting === binding.id ? 'any' : undefined} aria-label={`${binding.label}: ${binding.keys ?? t('commands.noKey')}`}
              onClick={() => wait(binding.id)} onKeyDown={onKeyDown(binding.id)} onBlur={() => wait(null)}>
              {waiting === binding.id ? t('settings.pressKey') : binding.keys === null ? t('commands.noKey') : <Kbd keys={binding.keys} />}
            </button>
            {binding.isOwn && <button type="button" onClick={() => props.bind(binding.id, null)}>{t('settings.keyBack')}</button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
