import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './settings-form.module.css'

export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section className={classes.group}><h2>{title}</h2>{children}</section>
}

export function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <div className={classes.row}><span>{label}</span>{children}</div>
}

export function Seconds(props: Omit<WholeProps, 'unit'>) {
  const { t } = useTranslation()
  return <Whole {...props} unit={t('settings.second')} />
}

interface WholeProps {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly label: string
  readonly unit: string
  set(value: number): void
}

export function Whole({ value, min, max, label, unit, set }: WholeProps) {
  return (
    <NumberInput aria-label={label} w={140} value={value} min={min} max={max} clampBehavior="blur" allowDecimal={false} thousandSeparator="," suffix={` ${unit}`}
      onBlur={(event) => {
        const typed = Number.parseInt(event.currentTarget.value.replaceAll(',', ''), 10)
        if (Number.isFinite(typed)) set(Math.min(max, Math.max(min, typed)))
      }} />
  )
}
