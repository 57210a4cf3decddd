import { describe, expect, it } from "vitest";
import { instantsAt, isTimeZone, offsetsOf, offsetText, placeTime } from "./time-zones.ts";

// Clock changes of 2024 after the IANA time zone database, 2024a.
const at = (text: string) => Date.parse(`${text}Z`);
const HOUR = 3_600_000;

describe("offsets", () => {
  it.each([
    ["Europe/Berlin", "2024-01-15T12:00", 1],
    ["Europe/Berlin", "2024-03-31T00:59:59", 1],
    ["Europe/Berlin", "2024-03-31T01:00", 2],
    ["America/New_York", "2024-07-01T12:00", -4],
    ["Asia/Kolkata", "2024-07-01T12:00", 5.5],
    ["Australia/Lord_Howe", "2024-07-01T12:00", 10.5],
    ["UTC", "2024-07-01T12:00", 0],
  ])("of %s at %s is %s hours", (zone, instant, hours) => {
    expect(offsetsOf(zone)(at(instant)) / HOUR).toBe(hours);
    expect(isTimeZone(zone)).toBe(true);
  });

  it("are written in full, and what is no zone is none", () => {
    expect([19_800_000, -14_400_000, 0].map(offsetText)).toEqual(["+05:30", "-04:00", "+00:00"]);
    expect(["", "Mars/Base", "+02:00", "Europe/Berlin'; --"].map(isTimeZone)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a time on the clock", () => {
  it.each([
    ["Europe/Berlin", "2024-03-31T01:59", ["2024-03-31T00:59"]],
    ["Europe/Berlin", "2024-03-31T02:00", []],
    ["Europe/Berlin", "2024-03-31T02:59", []],
    ["Europe/Berlin", "2024-03-31T03:00", ["2024-03-31T01:00"]],
    ["Europe/Berlin", "2024-10-27T02:30", ["2024-10-27T00:30", "2024-10-27T01:30"]],
    ["Europe/Berlin", "2024-10-27T03:00", ["2024-10-27T02:00"]],
    ["America/New_York", "2024-11-03T01:30", ["2024-11-03T05:30", "2024-11-03T06:30"]],
    // Half an hour, southern hemisphere.
    ["Australia/Lord_Howe", "2024-04-07T01:45", ["2024-04-06T14:45", "2024-04-06T15:15"]],
    ["Australia/Lord_Howe", "2024-10-06T02:15", []],
  ])("of %s at %s is %j", (zone, wall, instants) => {
    expect(instantsAt(at(wall), offsetsOf(zone))).toEqual(instants.map(at));
  });
});

describe("what is kept", () => {
  const offsetAt = offsetsOf("Europe/Berlin");
  const place = (text: string, isInstant: boolean, as: "local" | "utc") =>
    placeTime(at(text), { isInstant, as, offsetAt });

  it("is the clock's time, or UTC, and never a shifted one", () => {
    expect(place("2024-07-01T22:00", true, "local")).toEqual({ ms: at("2024-07-02T00:00") });
    expect(place("2024-07-01T22:00", true, "utc")).toEqual({ ms: at("2024-07-01T22:00") });
    expect(place("2024-07-02T00:00", false, "local")).toEqual({ ms: at("2024-07-02T00:00") });
    expect(place("2024-07-02T00:00", false, "utc")).toEqual({ ms: at("2024-07-01T22:00") });
    for (const as of ["local", "utc"] as const)
      expect(place("2024-03-31T02:30", false, as)).toEqual({ problem: "skipped" });
    expect(place("2024-10-27T02:30", false, "local")).toEqual({ ms: at("2024-10-27T02:30") });
    expect(place("2024-10-27T02:30", false, "utc")).toEqual({
      problem: "repeated",
      offsets: ["+02:00", "+01:00"],
    });
  });
});
