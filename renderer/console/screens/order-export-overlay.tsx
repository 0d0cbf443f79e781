import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportFilter, ExportForm } from '../../../shared/desk-api/order-export'
import { LIFECYCLE_STATES } from '../../../shared/tickets/lifecycle/states'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { OrderExportDialog, type OrderExportStep } from '../features/order-export/order-export-dialog'
import type { ExportDays } from '../features/order-export/export-span'
import { orderWords } from './order-table'

/** Neither a draft nor a void order is in any export. */
const states = LIFECYCLE_STATES.filter((state) => state !== 'DRAFT' && state !== 'VOID')

/** Orders of a span of time into a file, for whoever may. */
export function OrderExportOverlay() {
  const { view } = useServices()
  const isAsked = useStore(view, ({ overlay }) => overlay === 'export-orders')
  return isAsked ? <OneExport onClose={() => view.setState({ overlay: null })} /> : null
}

function OneExport({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { orderExport, catalogue, clock } = useServices()
  const [step, setStep] = useState<OrderExportStep>({ state: 'choosing', problem: null })
  const [now] = useState(() => clock.now())
  const isStopped = useRef(false)
  const word = catalogue.locale === 'en' ? 'en' : 'zh'
  const categories = useMemo(() => catalogue.taxonomy.categories.map(({ code, [word]: name }) => ({ code, name })), [catalogue, word])
  const count = useCallback((filter: ExportFilter) => orderExport.count(filter), [orderExport])
  const save = async (filter: ExportFilter, form: ExportForm, { first, last }: ExportDays, orders: number) => {
    isStopped.current = false
    setStep({ state: 'saving', saved: 0, orders })
    const saved = await orderExport.save({
      name: `orders-${first}-${last}`, filter, form, words: orderWords(catalogue, t), isStopped: () => isStopped.current,
      onProgress: (done) => setStep({ state: 'saving', saved: done, orders }),
    })
    if (!saved.ok) setStep({ state: 'choosing', problem: saved.error })
    else setStep(saved.value === null ? { state: 'choosing', problem: isStopped.current ? 'stopped' : null } : { state: 'done', saved: saved.value })
  }
  return (
    <OrderExportDialog
      now={now} categories={categories} states={states.map((code) => ({ code, name: t(`callerCard.status.${code}`) }))} step={step} count={count}
      save={(...wish) => void save(...wish)} stop={() => { isStopped.current = true }} onClose={onClose}
    />
  )
}
