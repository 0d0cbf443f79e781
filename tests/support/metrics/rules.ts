import { defaultKeptSpans, type FigureRules } from '../../../shared/metrics/figures'
import { defaultFigureSettings } from '../../../shared/metrics/figure-settings'
import { shippedDeadlineData } from '../../../shared/tickets/deadlines/shipped'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'

/** Figures by everything as it is shipped. */
export const figureRules: FigureRules = { settings: defaultFigureSettings, deadlines: shippedDeadlineData(), tags: shippedTagData(), keep: defaultKeptSpans }

/** The same, and nothing is forgotten: what is not kept can't be compared. */
export const rulesKeepingAll: FigureRules = { ...figureRules, keep: { callDays: 60, sumDays: 60 } }
