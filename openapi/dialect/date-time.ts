/** A moment of RFC 3339, section 5.6, with what may be in the place of the T and the colon of a zone. */
const FORM = /^(\d{4})-(\d\d)-(\d\d)[t\s](\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;

/**
 * The format `date-time`, as ajv-formats has it: its module brings all formats, which a page would load for this one. A test
 * compares the two.
 */
export const dateTime = {
  validate(text: string): boolean {
    const [
      ,
      year = "",
      month = "",
      day = "",
      hour = "",
      minute = "",
      second = "",
      sign,
      zoneHours = "0",
      zoneMinutes = "0",
    ] = FORM.exec(text) ?? [];
    if (year === "" || Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return false;
    const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
    if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > last) return false;
    if (Number(hour) <= 23 && Number(minute) <= 59 && Number(second) < 60) return true;
    // A leap second is the last of a day in UTC.
    const zone = sign === "-" ? -1 : 1;
    const utcMinute = Number(minute) - Number(zoneMinutes) * zone;
    const utcHour = Number(hour) - Number(zoneHours) * zone - (utcMinute < 0 ? 1 : 0);
    return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && Number(second) < 61;
  },
};
