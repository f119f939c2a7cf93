// A field of wells with a month of history: most are well, some are not.

const HOUR = 3600;
const DAY = 24 * HOUR;
const CHANNELS = 'pip,discharge_pressure,wellhead_pressure,motor_temp,intake_temp,motor_current,motor_voltage,vsd_frequency,power,vibration,flow_rate';
const ROWS_A_POST = 40_000;

/** The worst well, its neighbours, and one that is silent. */
export const WORST = 'NR-104';
export const SILENT = 'NR-109';
const NO_DATA = 'NR-112';

function noise(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296 - 0.5;
  };
}

function readings(well, ago, time, jitter) {
  const day = time / DAY;
  const swing = Math.sin(2 * Math.PI * (day + well / 10));
  const slow = Math.sin((2 * Math.PI * day) / 9 + well);
  const reading = {
    hz: 48 + ((well * 7) % 12) * 0.8, pip: 540 + ((well * 37) % 9) * 42 - 14 * swing + 10 * slow + 1.5 * jitter(), temp: 92 + ((well * 13) % 8) * 2.4 + 1.6 * swing + 0.25 * jitter(),
    amps: 36 + ((well * 5) % 9) * 2.6 + 0.7 * swing + 0.35 * jitter(), vib: 0.18 + ((well * 3) % 7) * 0.03 + 0.02 * Math.abs(jitter()), flow: 1650 + ((well * 53) % 10) * 95 + 18 * swing + 7 * jitter(),
  };
  if (well === 4 && ago < 2.2 * DAY) {
    const k = 1 - ago / (2.2 * DAY);
    reading.pip += 190 * k * k + 40 * k * jitter();
    reading.amps -= 9 * k + 6 * k * Math.sin(time / 700) + 3 * k * jitter();
    reading.flow -= 620 * k * k;
    reading.temp += 14 * k;
    reading.vib += 0.5 * k * Math.abs(jitter());
  }
  if (well === 7) {
    const k = Math.max(0, 1 - ago / (11 * DAY));
    reading.temp += 46 * k * k;
    reading.amps += 5 * k;
    reading.vib += 0.5 * k * k;
    reading.pip -= 120 * k;
  }
  if (well === 10 && ago < 6 * DAY) reading.vib += 0.9 * (1 - ago / (6 * DAY));
  return reading;
}

function line(well, time, now, jitter) {
  const r = readings(well, now - time, time, jitter);
  const values = [r.pip, 2350 + ((well * 17) % 8) * 60 + 4 * jitter(), 182 + ((well * 11) % 6) * 14, r.temp, 74 + ((well * 13) % 8) * 2, r.amps, 1180 + well * 6, r.hz, r.amps * 2.05, r.vib, r.flow];
  return `${name(well)},${time},${values.map((value) => value.toFixed(3)).join(',')}`;
}

export function name(well) {
  return `NR-${100 + well}`;
}

/** Samples of all wells now. */
export function newest(wells, now = Math.floor(Date.now() / 1000)) {
  const lines = Array.from({ length: wells }, (_, i) => i + 1).filter((well) => ![SILENT, NO_DATA].includes(name(well))).map((well) => line(well, now, now, noise(now + well)));
  return `well_id,timestamp,${CHANNELS}\n${lines.join('\n')}\n`;
}

/** Posts a month of history of so many wells, a sample each half hour and each `step` seconds in the last days, and findings. */
export async function fill(api, { wells = 16, days = 31, step = 300 } = {}) {
  const now = Math.floor(Date.now() / 1000 / step) * step;
  const jitter = noise(7);
  let rows = [];
  const post = async () => {
    if (rows.length) await api('POST', 'telemetry?time_format=unix_s', `well_id,timestamp,${CHANNELS}\n${rows.join('\n')}\n`, 'text/csv');
    rows = [];
  };
  for (let time = now - days * DAY; time <= now; time += now - time > 3 * DAY ? 1800 : step) {
    for (let well = 1; well <= wells; well++) {
      if (name(well) === SILENT && now - time < 3.2 * HOUR) continue;
      if (name(well) === NO_DATA && now - time < 2.6 * DAY) continue;
      rows.push(line(well, time, now, jitter));
    }
    if (rows.length >= ROWS_A_POST) await post();
  }
  await post();
  const at = (hours) => new Date((now - hours * HOUR) * 1000).toISOString();
  const finding = (well, hours, diagnosis, severity, confidence, actions) => {
    const r = readings(well, hours * HOUR, now - hours * HOUR, noise(1));
    const round = (value, digits) => Number(value.toFixed(digits));
    return { well_id: name(well), timestamp: at(hours), diagnosis, severity, confidence, actions, telemetry_snapshot: { pip: round(r.pip, 1), motor_temp: round(r.temp, 1), motor_current: round(r.amps, 1), vibration: round(r.vib, 2) } };
  };
  await api('POST', 'diagnostics', [
    finding(4, 2, 'gas interference', 'critical', 0.93, ['lower the drive to 45 Hz for 30 min', 'check the casing pressure']),
    finding(7, 9, 'motor overheating', 'high', 0.88, ['lower the load', 'plan a motor check']),
    finding(10, 26, 'bearing wear suspected', 'medium', 0.66, ['schedule a vibration survey']),
    finding(15, 20, 'intake pressure near its limit', 'low', 0.52, ['watch for a day']),
  ]);
}

/** A fleet of a thousand wells with a day of hourly samples. */
export async function thousand(api, wells = 1000) {
  const now = Math.floor(Date.now() / 1000);
  for (let hour = 24; hour >= 0; hour--) {
    const lines = Array.from({ length: wells }, (_, i) => {
      const swing = Math.sin((hour + i) / 4);
      return `BIG-${String(i + 1).padStart(4, '0')},${now - hour * HOUR},${(600 + (i % 90) + 9 * swing).toFixed(1)},${(95 + (i % 25) + swing).toFixed(1)},${(40 + (i % 18) + swing).toFixed(1)},${(50 + (i % 10)).toFixed(1)},${(0.2 + (i % 40) / 100).toFixed(2)}`;
    });
    await api('POST', 'telemetry?time_format=unix_s', `well_id,timestamp,pip,motor_temp,motor_current,vsd_frequency,vibration\n${lines.join('\n')}\n`, 'text/csv');
  }
}
