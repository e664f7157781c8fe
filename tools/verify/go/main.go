// Verifies a log in a folder with golang.org/x/mod/sumdb/note and tlog: the checkpoint's signature, and the root of the tree
// over every entry of the bundles.
//
//	go run . FOLDER VKEY
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

func main() {
	if len(os.Args) != 3 {
		refuse("usage: verify FOLDER VKEY")
	}
	folder, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	must(err)
	message, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	must(err)
	opened, err := note.Open(message, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		refuse("checkpoint: of another log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = stored[index]
		}
		return found, nil
	})
	for first := int64(0); first < size; first += width {
		count := min(width, size-first)
		leaves := hashesOfTile(folder, 0, first/width, count)
		for at, entry := range entriesOf(folder, first/width, count) {
			if tlog.RecordHash(entry) != leaves[at] {
				refuse(fmt.Sprintf("leaf %d: its hash is not the one in its tile", first+int64(at)))
			}
			hashes, err := tlog.StoredHashes(first+int64(at), entry, reader)
			must(err)
			stored = append(stored, hashes...)
		}
	}
	compareTiles(folder, size, stored)
	found, err := tlog.TreeHash(size, reader)
	must(err)
	if found != root {
		refuse("checkpoint: its root is not that of the entries")
	}
	fmt.Printf("log %s\nsize %d\nroot %s\nOK\n", verifier.Name(), size, root)
}

// compareTiles compares the hashes of every level above the lowest with those that were computed from the entries.
func compareTiles(folder string, size int64, stored []tlog.Hash) {
	for level, count := 1, size/width; count > 0; level, count = level+1, count/width {
		for first := int64(0); first < count; first += width {
			for at, hash := range hashesOfTile(folder, level, first/width, min(width, count-first)) {
				if hash != stored[tlog.StoredHashIndex(8*level, first+int64(at))] {
					refuse(fmt.Sprintf("level %d: hash %d is another", level, first+int64(at)))
				}
			}
		}
	}
}

func hashesOfTile(folder string, level int, index, count int64) []tlog.Hash {
	data := readTile(folder, strconv.Itoa(level), index, count)
	if int64(len(data)) != count*tlog.HashSize && len(data) != width*tlog.HashSize {
		refuse(fmt.Sprintf("tile %d of level %d: %d bytes", index, level, len(data)))
	}
	hashes := make([]tlog.Hash, count)
	for at := range hashes {
		copy(hashes[at][:], data[at*tlog.HashSize:])
	}
	return hashes
}

func entriesOf(folder string, index, count int64) [][]byte {
	data := readTile(folder, "entries", index, count)
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			refuse(fmt.Sprintf("bundle %d: it breaks off", index))
		}
		length := int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if int64(len(entries)) != count && len(entries) != width {
		refuse(fmt.Sprintf("bundle %d: %d entries", index, len(entries)))
	}
	return entries[:count]
}

// readTile reads a file of the log; the full one in place of a partial one that is gone.
func readTile(folder, level string, index, count int64) []byte {
	path := filepath.Join(folder, "tile", level, spell(index))
	if count < width {
		if data, err := os.ReadFile(fmt.Sprintf("%s.p/%d", path, count)); err == nil {
			return data
		}
	}
	data, err := os.ReadFile(path)
	must(err)
	return data
}

func min(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}

func spell(index int64) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	return path
}

func must(err error) {
	if err != nil {
		refuse(err.Error())
	}
}

func refuse(why string) {
	fmt.Println("REFUSED:", why)
	os.Exit(1)
}
