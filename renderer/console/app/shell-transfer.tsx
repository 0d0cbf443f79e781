import { useState } from 'react'
import { ExportDialog, type ExportStep } from '../features/transfer/export-dialog'
import { ImportDialog, type ImportStep } from '../features/transfer/import-dialog'
import { useServices } from './services'

/** Asks for a passphrase and seals what is unsent into a file. */
export function ShellExport({ onClose }: { onClose(): void }) {
  const { transfer } = useServices()
  const [step, setStep] = useState<ExportStep>({ state: 'asking', problem: null })
  const write = async (passphrase: string) => {
    setStep({ state: 'writing' })
    const written = await transfer.exportWork(passphrase)
    if (!written.ok) return setStep({ state: 'asking', problem: written.error.code })
    const { file, ...counts } = written.value
    setStep(file === null ? { state: 'asking', problem: null } : { state: 'done', file, ...counts })
  }
  return <ExportDialog step={step} {...transfer.counts()} write={(passphrase) => void write(passphrase)} onClose={onClose} />
}

/** Asks for the file, then for its passphrase, and says what came of it. */
export function ShellImport({ onClose }: { onClose(): void }) {
  const { transfer } = useServices()
  const [step, setStep] = useState<ImportStep>({ state: 'choosing', problem: null })
  const choose = async () => {
    const chosen = await transfer.chooseFile()
    if (!chosen.ok) setStep({ state: 'choosing', problem: chosen.error.code })
    else if (chosen.value === null) setStep({ state: 'choosing', problem: null })
    else setStep({ state: 'chosen', facts: chosen.value, problem: null, isOpening: false })
  }
  const open = async (passphrase: string) => {
    if (step.state !== 'chosen') return
    setStep({ ...step, problem: null, isOpening: true })
    const imported = await transfer.importWork(passphrase)
    setStep(imported.ok ? { state: 'done', result: imported.value } : { ...step, problem: imported.error.code, isOpening: false })
  }
  return <ImportDialog step={step} choose={() => void choose()} open={(passphrase) => void open(passphrase)} onClose={onClose} />
}
