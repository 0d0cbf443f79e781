import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use as addParts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { formatMinute } from '../ui/format-time'
import type { HalfHour } from './wall-port'

// SECURITY: no tooltip and no toolbox: they write markup with styles in it, which the page's policy refuses; and what they would say
// stands in the table beside the picture.
addParts([BarChart, LineChart, GridComponent, CanvasRenderer])

export interface ChartColours {
  readonly text: string
  readonly faint: string
  readonly line: string
  readonly bar: string
  readonly part: string
  readonly warn: string
  readonly font: string
}

export interface HalfHourChart {
  draw(halfHours: readonly HalfHour[], targetPercent: number, colours: ChartColours, fontSize: number): void
  resize(): void
  dispose(): void
}

const most = 20

/** Bars: calls that came in, the solid part answered in time, above them the percentage; the dashed line: what is usual. */
export function createHalfHourChart(element: HTMLElement): HalfHourChart {
  const chart = init(element, null, { renderer: 'canvas' })
  return {
    draw(all, targetPercent, colours, fontSize) {
      const halfHours = all.slice(-most)
      const text = { color: colours.faint, fontSize, fontFamily: colours.font }
      chart.setOption({
        animation: false,
        grid: { left: 4, right: 8, top: fontSize * 1.8, bottom: 2, containLabel: true },
        xAxis: { type: 'category', data: halfHours.map(({ from }) => formatMinute(from)), axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false }, axisLabel: text },
        yAxis: { type: 'value', minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: colours.line } }, axisLabel: text },
        series: [
          {
            type: 'bar', data: halfHours.map(({ entered }) => entered), barWidth: '62%', barGap: '-100%', itemStyle: { color: colours.part },
            label: {
              show: true, position: 'top', ...text, fontWeight: 600,
              formatter: ({ dataIndex }: { readonly dataIndex: number }) => shareOf(halfHours[dataIndex], targetPercent),
              rich: { low: { ...text, color: colours.warn, fontWeight: 600 }, met: { ...text, color: colours.text, fontWeight: 600 } },
            },
          },
          { type: 'bar', data: halfHours.map(({ inTime, isOver }) => ({ value: inTime, itemStyle: { opacity: isOver ? 1 : 0.65 } })), barWidth: '62%', itemStyle: { color: colours.bar } },
          { type: 'line', data: halfHours.map(({ usual }) => usual), symbol: 'none', silent: true, lineStyle: { color: colours.faint, type: 'dashed', width: 1 }, z: 1 },
        ],
      })
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  }
}

function shareOf(halfHour: HalfHour | undefined, target: number): string {
  if (halfHour === undefined || halfHour.entered === 0) return ''
  const percent = Math.round((100 * halfHour.inTime) / halfHour.entered)
  return percent < target ? `{low|${percent}↓}` : `{met|${percent}}`
}
