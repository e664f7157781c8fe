#!/usr/bin/env python3
"""Sends the submissions of an archive of scrutineer export-all to another server by OpenRosa: ODK Central, Scrutineer, others.

    push_submissions.py MISSION URL [--states read,held,void] [--after INDEX] [--user NAME --password-file FILE] [--dry-run]

MISSION is the folder missions/NAME of the unpacked archive. URL is the address that ODK Collect would be given, without
/submission: https://host/v1/key/TOKEN/projects/1 of ODK Central, https://host/openrosa/MISSION/key/TOKEN of Scrutineer.
Publish the forms there first, each version in its order. What was set aside at the desk (void) and what could not be read
(held) goes only where --states names it. Sent twice is stored once; ODK Central answers 409 to what it has corrected since,
and to a second submission of one name: --after INDEX goes on behind that one. With Python's standard library alone.
"""
import argparse
import base64
import csv
import os
import re
import sys
import urllib.error
import urllib.request
import uuid

MOST_FILES, MOST_BYTES = 50, 90_000_000
FORMULA = re.compile("^'+[=+\\-@\t\r\n＝＋－＠]")


def rows_of(path):
    """Rows of a table by the names of its columns; an apostrophe that keeps a text from being a formula is taken off."""
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: cell[1:] if FORMULA.match(cell) else cell for name, cell in row.items()}


def read(root, path):
    with open(os.path.join(root, *path.split("/")), "rb") as file:
        return file.read()


def batches(files):
    """Files of one submission, so that no request is larger than servers take."""
    batch, size = [], 0
    for file in files:
        if batch and (len(batch) >= MOST_FILES or size + int(file["bytes"]) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += int(file["bytes"])
    yield batch


def body_of(boundary, record, files, is_last):
    parts = [("xml_submission_file", "submission.xml", "text/xml; charset=utf-8", record)]
    parts += [(name, name, kind or "application/octet-stream", content) for name, kind, content in files]
    for name, filename, kind, content in parts:
        quoted = filename.replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\n", " ")
        yield (f'--{boundary}\r\nContent-Disposition: form-data; name="{quoted if name == filename else name}"; '
               f'filename="{quoted}"\r\nContent-Type: {kind}\r\n\r\n').encode()
        yield content
        yield b"\r\n"
    if not is_last:
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'.encode()
    yield f"--{boundary}--\r\n".encode()


def send(url, headers, body, boundary):
    whole = {**headers, "X-OpenRosa-Version": "1.0", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(url, data=body, headers=whole, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=900) as reply:
            return reply.status, ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def push(row, files, given, headers):
    """Sends a submission with its files. Returns what went wrong, or None."""
    archive = os.path.dirname(os.path.dirname(given.mission))
    record = read(archive, row["file"])
    groups = list(batches(files))
    for at, group in enumerate(groups):
        boundary = uuid.uuid4().hex
        contents = [(file["name"], file["content_type"], read(archive, file["file"])) for file in group]
        body = b"".join(body_of(boundary, record, contents, at == len(groups) - 1))
        status, said = send(given.url.rstrip("/") + "/submission", headers, body, boundary)
        if status not in (201, 202):
            return f'{row["index"]} {row["file"]}: answered {status} {said.strip()[:300]}'
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission")
    parser.add_argument("url")
    parser.add_argument("--states", default="read")
    parser.add_argument("--after", type=int, default=-1)
    parser.add_argument("--user")
    parser.add_argument("--password-file")
    parser.add_argument("--dry-run", action="store_true")
    given = parser.parse_args()
    given.mission = os.path.abspath(given.mission)
    headers = {}
    if given.user is not None:
        with open(given.password_file, encoding="utf-8") as file:
            login = f"{given.user}:{file.read().strip()}"
        headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
    files = {}
    for file in rows_of(os.path.join(given.mission, "files.csv")):
        if file["state"] == "present" and file["submission"]:
            files.setdefault(file["submission"], []).append(file)
    states = set(given.states.split(","))
    sent, left, faults, last, counts = 0, 0, [], {}, {}
    for row in rows_of(os.path.join(given.mission, "submissions.csv")):
        if not row["file"] or row["state"] not in states or int(row["index"]) <= given.after:
            left += 1
            continue
        last[row["report"]] = row["file"]
        if row["stands"] == "1":
            counts[row["report"]] = row["file"]
        fault = None if given.dry_run else push(row, files.get(row["file"], []), given, headers)
        if fault is None:
            sent += 1
        else:
            faults.append(fault)
            print("REFUSED", fault, file=sys.stderr)
    for report, path in counts.items():
        if last[report] != path:
            print(f"LOOK: of report {report} {path} counts, and {last[report]} came later", file=sys.stderr)
    print(f"{sent} sent, {left} left out, {len(faults)} refused")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
