"""What only 国办公开办函〔2021〕30号 means: its tables, its sentences, its text. No other form is read here."""
