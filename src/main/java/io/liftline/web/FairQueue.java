package io.liftline.web;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// A queue that serves groups in turn, and the members of a group in turn (round robin). So a member with many
/// items delays those of others by one item each.
///
/// It holds a limited number of items. When it is full, a new item replaces the newest one of the member that
/// has the most, unless the new item belongs to such a member itself.
///
/// @param <T> the items
public final class FairQueue<T> {

    private final int capacity;
    private final LinkedHashMap<String, Group<T>> groups = new LinkedHashMap<>();
    private int size;

    /// @param capacity maximum number of items
    public FairQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Whose turn an item takes.
    ///
    /// @param group such as an address
    /// @param member such as a username
    public record Turn(String group, String member) {}

    /// Adds an item.
    ///
    /// @return the item that has no place: another one, or the new one; empty if there was room
    public synchronized Optional<T> add(Turn turn, T item) {
        Optional<T> displaced = Optional.empty();
        if (size == capacity) {
            displaced = displace(turn);
            if (displaced.isEmpty()) {
                return Optional.of(item);
            }
        }
        groups.computeIfAbsent(turn.group(), _ -> new Group<>()).add(turn.member(), item);
        size++;
        return displaced;
    }

    /// Removes the item whose turn it is.
    public Optional<T> poll() {
        return poll(_ -> true);
    }

    /// Removes the item whose turn it is among some groups.
    ///
    /// @param chosen whether a group is one of them
    public Optional<T> poll(Predicate<String> chosen) {
        return pollFirst((group, _) -> chosen.test(group));
    }

    /// Removes the item whose turn it is among those that come next in their groups.
    ///
    /// @param chosen whether such an item is one of them
    public Optional<T> pollNext(Predicate<T> chosen) {
        return pollFirst((_, next) -> chosen.test(next));
    }

    private synchronized Optional<T> pollFirst(BiPredicate<String, T> chosen) {
        for (Iterator<Map.Entry<String, Group<T>>> all = groups.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Group<T>> entry = all.next();
            if (chosen.test(entry.getKey(), entry.getValue().next())) {
                all.remove();
                return Optional.of(pollFrom(entry.getKey(), entry.getValue()));
            }
        }
        return Optional.empty();
    }

    private T pollFrom(String name, Group<T> group) {
        T item = group.poll();
        size--;
        if (group.size > 0) {
            groups.put(name, group);
        }
        return item;
    }

    /// The number of items.
    public synchronized int size() {
        return size;
    }

    /// Makes room for an item: in its own group if none has more items, otherwise in the largest group.
    private Optional<T> displace(Turn turn) {
        Map.Entry<String, Group<T>> largest = groups.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size))
                .orElseThrow();
        Group<T> own = groups.get(turn.group());
        if (own == null || own.size < largest.getValue().size) {
            return Optional.of(removeNewest(largest.getKey(), largest.getValue()));
        }
        return own.isLargest(turn.member()) ? Optional.empty() : Optional.of(removeNewest(turn.group(), own));
    }

    private T removeNewest(String name, Group<T> group) {
        T newest = group.removeNewestOfLargest();
        size--;
        if (group.size == 0) {
            groups.remove(name);
        }
        return newest;
    }

    private static final class Group<T> {

        private final LinkedHashMap<String, ArrayDeque<T>> members = new LinkedHashMap<>();
        private int size;

        void add(String member, T item) {
            members.computeIfAbsent(member, _ -> new ArrayDeque<>()).addLast(item);
            size++;
        }

        T next() {
            return members.firstEntry().getValue().getFirst();
        }

        T poll() {
            Map.Entry<String, ArrayDeque<T>> first = members.firstEntry();
            members.remove(first.getKey());
            T item = first.getValue().removeFirst();
            size--;
            if (!first.getValue().isEmpty()) {
                members.put(first.getKey(), first.getValue());
            }
            return item;
        }

        /// Whether no other member has more items than this one would have with another one.
        boolean isLargest(String member) {
            ArrayDeque<T> items = members.get(member);
            int withNew = items == null ? 1 : items.size() + 1;
            return members.values().stream().noneMatch(others -> others != items && others.size() > withNew);
        }

        T removeNewestOfLargest() {
            Map.Entry<String, ArrayDeque<T>> largest = members.entrySet().stream()
                    .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                    .orElseThrow();
            T newest = largest.getValue().removeLast();
            size--;
            if (largest.getValue().isEmpty()) {
                members.remove(largest.getKey());
            }
            return newest;
        }
    }
}
