// What a chart shows of a well: buckets as the service chooses them, or the samples themselves where there are few.

import { get } from './api.js';
import { iso, length, parse, period } from './time.js';
import { number } from './units.js';

/** A range with at most so many samples is shown sample by sample, and at most so many for each point of the chart. */
const RAW = 2_000;
const RAW_A_POINT = 4;

/**
 * @typedef {object} Series
 * @property {number[]} time milliseconds; of a bucket, its middle
 * @property {Record<string, {avg: (number | null)[], min: (number | null)[], max: (number | null)[]}>} channels
 * @property {boolean} raw
 * @property {string} source in words
 * @property {string} bucket ISO 8601; empty for raw samples
 * @property {number} samples
 */

/**
 * @param {string} well
 * @param {{from: number, to: number}} range
 * @param {string[]} channels
 * @param {number} points
 * @param {AbortSignal} signal
 * @returns {Promise<Series>}
 */
export async function loadSeries(well, range, channels, points, signal) {
  const query = { from: iso(range.from), to: iso(range.to), channels };
  const answer = await get(`wells/${encodeURIComponent(well)}/series`, { ...query, aggregates: 'avg,min,max,count', max_points: points }, signal);
  const counts = Object.values(answer.series).map((/** @type {any} */ one) => one.count.reduce((/** @type {number} */ sum, /** @type {number | null} */ count) => sum + (count ?? 0), 0));
  const samples = Math.max(0, ...counts);
  if (samples > 0 && samples <= Math.min(RAW, RAW_A_POINT * points)) {
    const page = await get(`wells/${encodeURIComponent(well)}/telemetry`, { ...query, limit: 10_000 }, signal);
    if (!page.next_cursor) return rawSeries(page.samples, channels);
  }
  const half = length(answer.bucket) / 2;
  return {
    time: answer.time.map((/** @type {string} */ text) => Math.min(Math.max((parse(text) ?? 0) + half, range.from), range.to)),
    channels: answer.series, raw: false, samples, bucket: answer.bucket,
    source: `${sources(answer.source)}, ${period(answer.bucket)} buckets of ${number(samples)} samples`,
  };
}

/** @returns {Series} */
function rawSeries(/** @type {any[]} */ samples, /** @type {string[]} */ channels) {
  return {
    time: samples.map((sample) => parse(sample.timestamp) ?? 0),
    channels: Object.fromEntries(channels.map((channel) => {
      const values = samples.map((sample) => sample[channel] ?? null);
      return [channel, { avg: values, min: values, max: values }];
    })),
    raw: true, samples: samples.length, bucket: '', source: `${number(samples.length)} raw samples`,
  };
}

/** The tables that the service has read, in words. */
function sources(/** @type {string} */ text) {
  const names = text.split(',').map((name) => name.trim()).filter(Boolean)
    .map((name) => (name.endsWith('_1d') ? 'daily rollup' : name.endsWith('_1h') ? 'hourly rollup' : /archive|cold|parquet/i.test(name) ? 'archive' : 'raw samples'));
  const words = [...new Set(names)].join(' + ') || 'no data';
  return words[0].toUpperCase() + words.slice(1);
}
