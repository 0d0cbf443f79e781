import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../../shared/lib/assert-never'
import type { FieldSlot, SlotId } from '../../../../shared/tickets/fields/visible-fields'
import { AmountField } from './amount-field'
import { ComplainedField } from './complained-field'
import { EmployerField, PromiseField } from './matter-fields'
import { PlaceField } from './place-field'
import { ChoiceField, CountField, DateField, HoursField, MonthlyPayField, PeriodField, TextField, TicksField } from './plain-fields'

/** Slots that have a place of their own in the form. */
type Elsewhere = 'request_type' | 'category' | 'caller_name' | 'callback_number' | 'anonymous' | 'confidential' | 'participants' | 'amount_unknown' | 'amount_scope' | 'description'

/** The input of a slot. */
export function SlotView({ slot, peopleTrailing, titleHint }: { readonly slot: FieldSlot; readonly peopleTrailing: ReactNode; readonly titleHint: string | null }) {
  const { t } = useTranslation()
  const id = slot.slot as Exclude<SlotId, Elsewhere>
  const { width } = slot
  switch (id) {
    case 'workers_count':
      return <CountField slot={id} width={width} trailing={peopleTrailing} />
    case 'represents':
    case 'employees_total':
    case 'occurrences':
      return <CountField slot={id} width={width} />
    case 'amount_owed_fen':
      return <AmountField width={width} />
    case 'monthly_pay_fen':
      return <MonthlyPayField width={width} />
    case 'hours_per_day':
      return <HoursField width={width} />
    case 'owed_period':
      return <PeriodField width={width} />
    case 'hired_on':
    case 'dismissed_on':
    case 'injured_on':
    case 'last_contact_date':
      return <DateField slot={id} width={width} />
    case 'employer_name':
      return <EmployerField width={width} />
    case 'complained':
      return <ComplainedField />
    case 'work_place':
      return <PlaceField />
    case 'promise':
      return <PromiseField />
    case 'gender':
    case 'age_band':
    case 'worker_type':
    case 'union_member':
    case 'language':
    case 'employer_kind':
    case 'has_union':
    case 'at_work_now':
      return <ChoiceField slot={id} width={width} />
    case 'evidence':
    case 'procedures':
      return <TicksField slot={id} />
    case 'contractor_main':
      return <TextField slot={id} width={width} placeholder={t('capture.contractorHow')} />
    case 'title':
      return <TextField slot={id} width={width} placeholder={titleHint ?? t('fields.notFilled')} />
    case 'hospital':
    case 'project_name':
    case 'contractor_sub':
    case 'team_leader':
    case 'platform_name':
    case 'employer_short':
    case 'uscc':
    case 'contact_person':
    case 'contact_phone':
    case 'demand':
    case 'external_no':
    case 'note':
    case 'id_no':
      return <TextField slot={id} width={width} />
    default:
      return assertNever(id)
  }
}
