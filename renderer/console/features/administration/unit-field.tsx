import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KeptUnit } from '../../../../shared/desk-book/kept-units'

interface UnitFieldProps {
  readonly units: readonly KeptUnit[]
  readonly unit: string | null
  readonly isWrong: boolean
  set(unit: string | null): void
}

/** Where a handler works. A unit out of use stands here only for whoever works there. */
export function UnitField({ units, unit, isWrong, set }: UnitFieldProps) {
  const { t, i18n } = useTranslation()
  const offered = units.filter(({ key, isActive }) => isActive || key === unit)
  return (
    <NativeSelect
      name="unit" label={t('administration.people.unit')} description={t('administration.people.unitNote')} value={unit ?? ''}
      error={isWrong ? t('administration.people.wrong.unit') : null} onChange={(event) => set(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      data={[{ value: '', label: t('administration.people.unitNone') }, ...offered.map((each) => ({ value: each.key, label: unitWords(each, i18n.language) }))]}
    />
  )
}

export function unitWords({ zh, en }: Pick<KeptUnit, 'zh' | 'en'>, language: string): string {
  return language === 'en' ? en : zh
}
