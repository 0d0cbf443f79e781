import { createJournal } from '../../electron/main/journal/journal'
import type { JournalCalls } from '../../renderer/storage/work-journal'
import { createFakeLingxi } from './fake-lingxi'
import { powerCutFiles, type PowerCutFiles } from './power-cut-files'
import { seededRandom } from './seeded-random'

/** What `openWorkStorage` wants of a journal, and the disk under it. */
export interface JournalInMemory {
  readonly journal: JournalCalls
  readonly disk: PowerCutFiles
  onJournalAway(): void
}

/** The real journal behind the real border, on a disk in memory; opening it again is a restart of main. */
export function journalInMemory(disk = powerCutFiles(seededRandom(1))): JournalInMemory {
  const journal = createJournal({ files: disk.files, segmentBytes: 20_000, onError: () => undefined })
  const { lingxi } = createFakeLingxi('console', { readJournal: () => journal.read(), writeJournal: ({ records }) => journal.append(records) })
  return { journal: lingxi, disk, onJournalAway: () => undefined }
}
