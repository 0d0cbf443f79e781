import type { DeskFailureCode } from '../../shared/desk-api/desk-process'

/** Why a desk can't start or go on. The code is what crosses the border; `detail` is for the log of this PC only. */
export class DeskFailure extends Error {
  override readonly name = 'DeskFailure'

  constructor(
    readonly code: DeskFailureCode,
    readonly detail: string = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`)
  }
}
