import type { RestoreProblem } from '../../../shared/backup/backup-state'

/** Why a backup can't be read or restored. */
export class RestoreFailure extends Error {
  override readonly name = 'RestoreFailure'

  constructor(
    readonly code: RestoreProblem,
    readonly detail: string = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`)
  }
}
